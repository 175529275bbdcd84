using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>How files of our own are read: every key known and given once, nothing missing, nothing null that may not be.</summary>
internal static class StrictJson
{
    /// <summary>To be copied and added to.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
    };
}
