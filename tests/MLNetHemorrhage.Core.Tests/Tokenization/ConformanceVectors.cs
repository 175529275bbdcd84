using System.Text.Json;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Tokenization;

/// <summary>Strings with the ids and the decoded text that the original implementations give.</summary>
internal static class ConformanceVectors
{
    public static void Check(ITokenizer tokenizer, string file)
    {
        var checkedCount = 0;
        foreach (var line in File.ReadLines(TestData.External($"golden/tokenizers/{file}")))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var vector = JsonSerializer.Deserialize<JsonElement>(line);
            var text = vector.GetProperty("text").GetString()!;
            var expected = vector.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToArray();
            CollectionAssert.AreEqual(expected, tokenizer.Encode(text), $"ids of {JsonSerializer.Serialize(text)[..Math.Min(60, text.Length)]}");
            if (vector.TryGetProperty("decoded", out var decoded)) Assert.AreEqual(decoded.GetString(), tokenizer.Decode(expected));
            checkedCount++;
        }

        Assert.IsGreaterThanOrEqualTo(175, checkedCount);
    }
}
