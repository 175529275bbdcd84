namespace MLNetHemorrhage.Checkpoints;

/// <summary>The index of a checkpoint in several files: which tensor is in which. Every shard must hold exactly what the index says.</summary>
internal static class ShardIndex
{
    public static IEnumerable<SafetensorsFile> Open(IModelFiles files)
    {
        var indexName = files.Describe(HuggingFaceNames.Index);
        var map = HuggingFaceCheckpoint.ReadJson(files, HuggingFaceNames.Index).Object("weight_map")
            ?? throw CheckpointError.File(indexName, "an object as 'weight_map'", "nothing");
        var shardOf = map.Keys.ToDictionary(tensor => tensor, tensor => map.Text(tensor));
        foreach (var shard in shardOf.Values.Distinct().Order(StringComparer.Ordinal))
        {
            if (shard.Length == 0 || shard is "." or ".." || shard.IndexOfAny(['/', '\\', ':', '\0']) >= 0)
                throw CheckpointError.File(indexName, "file names without a path in 'weight_map'", CheckpointError.Quote(shard));
            if (!files.Exists(shard)) throw CheckpointError.File(indexName, $"the shard {CheckpointError.Quote(shard)} beside it", "no such file");
            var file = SafetensorsFile.Parse(files.Open(shard), files.Describe(shard));
            RequireSameTensors(file, shard, shardOf, indexName);
            yield return file;
        }
    }

    private static void RequireSameTensors(SafetensorsFile file, string shard, Dictionary<string, string> shardOf, string indexName)
    {
        var present = file.Tensors.Select(t => t.Name).ToHashSet();
        foreach (var tensor in present)
            if (!shardOf.TryGetValue(tensor, out var expected) || expected != shard)
                throw CheckpointError.Tensor(file.Name, tensor, expected is null ? "only tensors of the index" : $"it in {CheckpointError.Quote(expected)}, as the index says", "it here");
        foreach (var (tensor, place) in shardOf)
            if (place == shard && !present.Contains(tensor))
                throw CheckpointError.Tensor(indexName, tensor, $"it in {CheckpointError.Quote(shard)}", "it missing there");
    }
}
