namespace Microsoft.ML.Data;

public sealed partial class SchemaDefinition
{
    /// <summary>The column of one member.</summary>
    public sealed class Column
    {
        private readonly DataViewSchema.Annotations.Builder _annotations = new();

        internal Column(string memberName, string columnName, DataViewType columnType) =>
            (MemberName, ColumnName, ColumnType) = (memberName, columnName, columnType);

        public string MemberName { get; }

        public string ColumnName { get; set; }

        public DataViewType ColumnType { get; set; }

        public DataViewSchema.Annotations Annotations => _annotations.ToAnnotations();

        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            if (Annotations.Schema.GetColumnOrNull(kind) is not null)
                throw new InvalidOperationException("Column already contains an annotation of this kind.");
            if (!PrimitiveTypeMap.IsBuiltIn(annotationType) || annotationType.RawType != typeof(T))
                throw new ArgumentOutOfRangeException(nameof(annotationType), "Could not determine an IDataView type and registered custom types for member annotation value");
            _annotations.Add(kind, annotationType, (ref T destination) => destination = value);
        }
    }
}
