namespace MLNetHemorrhage.Tests;

/// <summary>Each gets exit code 2, one line that says what was expected and found, and leaves no file.</summary>
[TestClass]
public sealed class BadInputTests
{
    private static readonly Workspace Files = new();

    [ClassCleanup]
    public static void Clean() => Files.Dispose();

    [TestMethod]
    public void A_missing_model() => Refused(["--model", Files["none.bin"]], "none.bin", "expected", "found");

    [TestMethod]
    public void A_missing_text() => Refused(["--text", Files["none.txt"]], "none.txt", "expected", "found");

    [TestMethod]
    public void A_truncated_model()
    {
        var bytes = File.ReadAllBytes(Files.Model);
        var path = Path.Combine(Path.GetDirectoryName(Files.DamagedModel(_ => { }))!, "short.bin");
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Refused(["--model", path], "short.bin", "expected", "found");
    }

    [TestMethod]
    public void A_header_cut_short()
    {
        File.WriteAllBytes(Files["header.bin"], File.ReadAllBytes(Files.Model)[..10]);
        Refused(["--model", Files["header.bin"]], "header.bin", "expected", "found");
    }

    [TestMethod]
    public void A_wrong_type_of_weights()
    {
        var directory = Files.CopyOfGolden("families/llama3", "llama3-wrong");
        var path = Path.Combine(directory, "model.safetensors");
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan()[bytes.AsSpan().IndexOf("F32"u8)] = (byte)'I';
        File.WriteAllBytes(path, bytes);
        Refused(["--model", directory], "model.safetensors", "tensor", "expected", "I32");
    }

    [TestMethod]
    public void Weights_that_are_not_numbers() =>
        Refused(["--model", Files.DamagedModel(weights => weights[20_000] = float.NaN)], "tiny.bin", "tensor", "expected", "found", "NaN");

    [TestMethod]
    public void An_empty_text() => Refused(["--text", Files.Write("empty.txt", "")], "empty.txt", "expected", "found");

    [TestMethod]
    public void A_text_of_white_space() => Refused(["--text", Files.Write("blank.txt", " \n \n"), "--protocol", "documents:10"], "blank.txt: expected at least two tokens, found 0");

    [TestMethod]
    public void A_text_of_fewer_than_two_tokens() => Refused(["--text", Files.Write("short.txt", "<|endoftext|>")], "short.txt: expected at least two tokens, found 0");

    [TestMethod]
    [DataRow("{\"question\": {}}", "questions.jsonl:1", "expected a member \"choices\"", "found none")]
    [DataRow("", "questions.jsonl", "expected", "found")]
    public void A_wrong_file_of_questions(string content, params string[] words) => ToolRun.Here(
        "evaluate", "--model", Files.Model, "--text", Files.TextFile, "--recipe", "quantize(rtn, bits=4)", "--choices", Files.Write("questions.jsonl", content)).Refused(words);

    [TestMethod]
    public void A_text_that_is_not_utf_8()
    {
        File.WriteAllBytes(Files["latin1.txt"], [(byte)'a', 0xe4, (byte)'b']);
        Refused(["--text", Files["latin1.txt"]], "latin1.txt", "expected UTF-8", "found");
    }

    [TestMethod]
    [DataRow("pages:100")]
    [DataRow("documents:0")]
    [DataRow("documents:-3")]
    [DataRow("documents:many")]
    [DataRow("windows:65536,context=1000000")]
    public void A_wrong_protocol(string protocol) => Refused(["--protocol", protocol], "expected", "found");

    [TestMethod]
    [DataRow("--threads", "0")]
    [DataRow("--threads", "-1")]
    [DataRow("--threads", "1e9")]
    [DataRow("--threads", "5000")]
    [DataRow("--format", "xml")]
    public void A_value_out_of_range(string option, string value) => Refused([option, value], option, "expected", $"'{value}'");

    [TestMethod]
    [DataRow("--max-tokens", "0")]
    [DataRow("--max-tokens", "2.5")]
    [DataRow("--temperature", "-1")]
    [DataRow("--temperature", "NaN")]
    [DataRow("--temperature", "warm")]
    [DataRow("--seed", "-1")]
    public void A_value_out_of_range_of_generate(string option, string value) =>
        ToolRun.Here("generate", "--model", Files.Model, "--prompt", "a", option, value).Refused(option, "expected", $"'{value}'");

    [TestMethod]
    [DataRow("shave(magnitude, sparsity=0.5)", "unknown step \"shave\"", "prune, pruneStructured, quantize")]
    [DataRow("prune(beauty, sparsity=0.5)", "unknown method \"beauty\"", "magnitude, wanda, sparsegpt")]
    [DataRow("prune(magnitude, sparsity=1.2)", "sparsity", "at least 0 and below 1", "found 1.2")]
    [DataRow("prune(magnitude, depth=1)", "unknown parameter \"depth\"", "sparsity, scope, pattern, allocation, outlier, lambda, targets")]
    [DataRow("prune(magnitude sparsity=0.5)", "expected", "found")]
    [DataRow("quantize(rtn, bits=17)", "bits", "between 2 and 8", "found 17")]
    [DataRow("", "expected", "found")]
    public void A_wrong_recipe(string recipe, params string[] words)
    {
        foreach (var command in (string[])["evaluate", "compare"])
            ToolRun.Here(command, "--model", Files.Model, "--text", Files.TextFile, "--recipe", recipe).Refused(words);
    }

    [TestMethod]
    [DataRow("--model")]
    [DataRow("--text")]
    [DataRow("--calibration")]
    [DataRow("--output")]
    public void An_empty_path(string option) => ToolRun.Here("compare", option, "").Refused(option, "expected a path", "found ''");

    [TestMethod]
    public void An_empty_separator() => ToolRun.Here("perplexity", "--model", Files.Model, "--separator", "").Refused("separator", "expected", "found");

    [TestMethod]
    public void A_missing_recipe() => ToolRun.Here("evaluate").Refused("--recipe");

    [TestMethod]
    [DataRow("0")]
    [DataRow("-1")]
    [DataRow("many")]
    public void A_wrong_number_of_calibration_windows(string windows) =>
        ToolRun.Here("evaluate", "--recipe", "prune(wanda, sparsity=0.5)", "--calibration-windows", windows).Refused("--calibration-windows", "expected", $"'{windows}'");

    [TestMethod]
    public void A_calibration_text_without_words() =>
        ToolRun.Here("evaluate", "--model", Files.Model, "--text", Files.TextFile, "--recipe", "prune(wanda, sparsity=0.5)", "--calibration", Files.Write("lines.txt", "\n\n"))
            .Refused("calibration text", "expected", "found");

    [TestMethod]
    public void A_missing_prompt() => ToolRun.Here("generate", "--model", Files.Model).Refused("--prompt");

    [TestMethod]
    public void A_prompt_longer_than_the_context() =>
        ToolRun.Here("generate", "--model", Files.Model, "--prompt", string.Concat(Enumerable.Repeat("a b ", 100))).Refused("expected", "found");

    [TestMethod]
    public void An_option_of_another_command() => ToolRun.Here("perplexity", "--seed", "1").Refused("--seed");

    [TestMethod]
    public void An_output_in_a_directory_that_is_not_there()
    {
        // The output is checked first: neither model nor text are there either.
        ToolRun.Here("perplexity", "--model", "none", "--text", "none", "--output", Files["none/out.json"]).Refused("--output", "expected", "found");
    }

    private static void Refused(string[] options, params string[] words)
    {
        var output = Files[$"out-{Guid.NewGuid():N}.json"];
        var before = Directory.GetFiles(Files.Root);
        string[] given = [.. options.Contains("--model") ? (string[])[] : ["--model", Files.Model], .. options.Contains("--text") ? (string[])[] : ["--text", Files.TextFile]];
        ToolRun.Here(["perplexity", "--output", output, .. given, .. options]).Refused(words);
        ToolRun.Here(["evaluate", "--recipe", "quantize(rtn, bits=4)", "--output", output, .. given, .. options]).Refused(words);
        CollectionAssert.AreEquivalent(before, Directory.GetFiles(Files.Root));
    }
}
