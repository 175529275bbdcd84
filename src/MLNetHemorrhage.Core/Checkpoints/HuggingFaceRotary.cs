using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Reads the rotary settings: "default" and "llama3" frequencies, in both spellings of the keys.</summary>
internal static class HuggingFaceRotary
{
    public static RotarySpec Read(JsonSettings config)
    {
        var newer = config.Object("rope_parameters");
        var older = config.Object("rope_scaling");
        if (newer is not null && older is not null) throw config.Error("rope_scaling", "nothing beside rope_parameters", "an object");
        double share = (newer ?? config).Number("partial_rotary_factor", 1);
        if (share != 1) throw (newer ?? config).Error("partial_rotary_factor", "1", CheckpointError.Number(share));
        return new()
        {
            Base = newer is not null && newer.Has("rope_theta") ? newer.Number("rope_theta") : config.Number("rope_theta", 10000),
            Layout = RotaryLayout.Halves,
            Llama3Scaling = (newer ?? older) is { } scaling ? ReadScaling(scaling) : null,
        };
    }

    private static Llama3RotaryScaling? ReadScaling(JsonSettings scaling)
    {
        // The first spelling of the key was "type".
        var key = scaling.Has("rope_type") ? "rope_type" : "type";
        var type = scaling.Has(key) ? scaling.Text(key) : throw scaling.Error("rope_type", "'default' or 'llama3'", "nothing");
        if (type == "default") return null;
        if (type != "llama3") throw scaling.Error(key, "'default' or 'llama3'", CheckpointError.Quote(type));

        double factor = scaling.Number("factor"), low = scaling.Number("low_freq_factor"), high = scaling.Number("high_freq_factor");
        int context = scaling.Integer("original_max_position_embeddings");
        if (factor < 1) throw scaling.Error("factor", "a number of at least 1", CheckpointError.Number(factor));
        if (low <= 0) throw scaling.Error("low_freq_factor", "a positive number", CheckpointError.Number(low));
        if (high <= low) throw scaling.Error("high_freq_factor", $"more than low_freq_factor {CheckpointError.Number(low)}", CheckpointError.Number(high));
        if (context < 1) throw scaling.Error("original_max_position_embeddings", "a positive integer", $"{context}");
        return new(factor, low, high, context);
    }
}
