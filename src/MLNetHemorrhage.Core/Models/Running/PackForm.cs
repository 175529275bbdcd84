namespace MLNetHemorrhage.Models.Running;

/// <summary>What the layers of a group are multiplied from.</summary>
internal enum PackForm
{
    /// <summary>All values in f32.</summary>
    Dense,

    /// <summary>The values that are not zero.</summary>
    Sparse,

    /// <summary>Integer codes with scales.</summary>
    Quantized,
}
