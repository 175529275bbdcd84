using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class SchemaShape
{
    /// <summary>What one column will look like.</summary>
    public struct Column
    {
        public readonly string Name;

        public readonly VectorKind Kind;

        public readonly DataViewType ItemType;

        public readonly bool IsKey;

        public readonly SchemaShape Annotations;

        internal Column(string name, DataViewType type, SchemaShape annotations)
        {
            (Name, Annotations) = (name, annotations);
            Kind = type is not VectorDataViewType vector ? VectorKind.Scalar : vector.IsKnownSize ? VectorKind.Vector : VectorKind.VariableVector;
            var item = (type as VectorDataViewType)?.ItemType ?? type;
            IsKey = item is KeyDataViewType;
            ItemType = IsKey ? PrimitiveTypeMap.Find(item.RawType) : item;
        }

        internal Column(string name, Column like) =>
            (Name, Kind, ItemType, IsKey, Annotations) = (name, like.Kind, like.ItemType, like.IsKey, like.Annotations);

        /// <summary>How the column may differ.</summary>
        public enum VectorKind
        {
            Scalar = 0,
            Vector = 1,
            VariableVector = 2,
        }

        /// <summary>Whether a member of this shape can be filled from the column; a vector of any size takes one of known size.</summary>
        internal readonly bool Accepts(Column column) =>
            ItemType.Equals(column.ItemType) && IsKey == column.IsKey
            && (Kind == column.Kind || (Kind == VectorKind.VariableVector && column.Kind == VectorKind.Vector));

        /// <summary>The type as an error names it.</summary>
        internal readonly string Describe()
        {
            var item = IsKey ? $"Key<{ItemType}>" : ItemType.ToString();
            return Kind == VectorKind.Scalar ? item : Kind == VectorKind.Vector ? $"Vector<{item}>" : $"VarVector<{item}>";
        }
    }
}
