namespace Microsoft.ML.StandIn.Tests;

/// <summary>An object that travels on a column.</summary>
public sealed record Payload(string Name);

/// <summary>The column type of a <see cref="Payload"/>.</summary>
public sealed class PayloadType : StructuredDataViewType
{
    private PayloadType()
        : base(typeof(Payload))
    {
    }

    public static PayloadType Instance { get; } = new();

    public override bool Equals(DataViewType? other) => other is PayloadType;

    public override bool Equals(object? obj) => obj is PayloadType;

    public override int GetHashCode() => typeof(PayloadType).GetHashCode();

    public override string ToString() => "Payload";
}

/// <summary>Marks a member that is a <see cref="Payload"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PayloadAttribute : DataViewTypeAttribute
{
    public override void Register() => DataViewTypeManager.Register(PayloadType.Instance, typeof(Payload), this);

    public override bool Equals(DataViewTypeAttribute? other) => other is PayloadAttribute;

    public override bool Equals(object? obj) => obj is PayloadAttribute;

    public override int GetHashCode() => typeof(PayloadAttribute).GetHashCode();
}

/// <summary>A row with a column of a type of its own.</summary>
public sealed class Parcel
{
    public string Text { get; set; } = "";

    [Payload]
    public Payload? Content { get; set; }
}
