using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Tests.Checkpoints;

[TestClass]
public sealed class HuggingFaceConfigTests
{
    [TestMethod]
    [DataRow("model_type", "", "a string", "nothing")]
    [DataRow("model_type", "\"gpt2\"", "'llama' or 'mistral'", "'gpt2'")]
    [DataRow("model_type", "7", "a string", "'7'")]
    [DataRow("hidden_size", "", "an integer", "nothing")]
    [DataRow("hidden_size", "null", "an integer", "nothing")]
    [DataRow("hidden_size", "\"64\"", "an integer", "'\"64\"'")]
    [DataRow("hidden_size", "64.5", "an integer", "'64.5'")]
    [DataRow("hidden_size", "99999999999", "an integer", "'99999999999'")]
    [DataRow("hidden_size", "-64", "hidden size", "-64")]
    [DataRow("vocab_size", "0", "vocabulary size", "0")]
    [DataRow("num_hidden_layers", "0", "number of blocks", "0")]
    [DataRow("num_hidden_layers", "2000000000", "number of blocks", "2000000000")]
    [DataRow("num_attention_heads", "0", "divisor of hidden_size", "0")]
    [DataRow("num_attention_heads", "3", "divisor of hidden_size", "3")]
    [DataRow("num_key_value_heads", "3", "divides 4 heads", "3")]
    [DataRow("head_dim", "15", "even head size", "15")]
    [DataRow("max_position_embeddings", "-1", "context length", "-1")]
    [DataRow("rms_norm_eps", "-1", "norm epsilon", "-1")]
    [DataRow("rms_norm_eps", "1e999", "a number", "'1e999'")]
    [DataRow("rope_theta", "0", "rotary base", "0")]
    [DataRow("hidden_act", "\"gelu\"", "'silu'", "'gelu'")]
    [DataRow("attention_bias", "true", "false", "true")]
    [DataRow("attention_bias", "1", "true or false", "'1'")]
    [DataRow("mlp_bias", "true", "false", "true")]
    [DataRow("quantization_config", "{\"bits\":4}", "nothing", "a quantized checkpoint")]
    [DataRow("layer_types", "[\"full_attention\",\"sliding_attention\"]", "'full_attention'", "'sliding_attention'")]
    [DataRow("layer_types", "\"full_attention\"", "an array of strings", "'\"full_attention\"'")]
    [DataRow("sliding_window", "511", "at least the context of 512", "511")]
    [DataRow("rope_scaling", "7", "an object", "'7'")]
    [DataRow("rope_scaling", "{}", "'default' or 'llama3' as 'rope_scaling.rope_type'", "nothing")]
    [DataRow("rope_scaling", "{\"type\":\"linear\",\"factor\":2}", "'rope_scaling.type'", "'linear'")]
    [DataRow("rope_scaling", "{\"rope_type\":\"yarn\",\"factor\":2}", "'rope_scaling.rope_type'", "'yarn'")]
    [DataRow("rope_scaling", "{\"rope_type\":\"llama3\"}", "'rope_scaling.factor'", "nothing")]
    [DataRow("rope_parameters", "{\"rope_type\":\"default\"}", "nothing beside rope_parameters", "an object")]
    [DataRow("partial_rotary_factor", "0.5", "1 as 'partial_rotary_factor'", "0.5")]
    public void An_unusable_key_is_named(string key, string json, string expected, string found)
    {
        using var model = ModelDirectory.Golden();
        model.Configure((key, json));
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(model.Path), model.At("config.json"), "expected ", expected, "found " + found);
    }

    [TestMethod]
    [DataRow("low_freq_factor", "0")]
    [DataRow("high_freq_factor", "1")]
    [DataRow("factor", "0.5")]
    [DataRow("original_max_position_embeddings", "0")]
    public void Llama3_scaling_is_checked(string key, string value)
    {
        using var model = ModelDirectory.Golden();
        var scaling = """{"rope_type":"llama3","factor":8,"low_freq_factor":1,"high_freq_factor":4,"original_max_position_embeddings":64}""";
        var changed = System.Text.Json.Nodes.JsonNode.Parse(scaling)!;
        changed[key] = System.Text.Json.Nodes.JsonNode.Parse(value);
        model.Configure(("rope_scaling", changed.ToJsonString()));
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(model.Path), model.At("config.json"), $"'rope_scaling.{key}'", "found " + value);
    }

    [TestMethod]
    [DataRow("{\"model_type\":\"llama\",\"model_type\":\"llama\"}", "each key once")]
    [DataRow("{\"model_type\":", "valid JSON")]
    [DataRow("{\"model_type\":\"\\ud800\"}", "valid JSON")]
    [DataRow("[]", "a JSON object")]
    [DataRow("", "valid JSON")]
    public void A_config_that_is_no_object_of_settings_is_an_error(string json, string expected)
    {
        using var model = ModelDirectory.Golden();
        model.Write("config.json", json);
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(model.Path), model.At("config.json"), expected);
    }

    [TestMethod]
    public void Absent_keys_have_the_defaults_of_the_format()
    {
        using var model = ModelDirectory.Golden();
        model.Configure(("rope_theta", ""), ("rope_scaling", ""), ("rms_norm_eps", ""), ("hidden_act", ""), ("max_position_embeddings", ""));
        var spec = Checkpoint.LoadDecoder(model.Path).Spec;
        Assert.AreEqual(1e-6, spec.NormEpsilon);
        Assert.AreEqual(new RotarySpec(), spec.Rotary);
        Assert.AreEqual(2048, spec.ContextLength);
    }

    [TestMethod]
    public void A_mistral_without_a_window_is_a_llama()
    {
        using var model = ModelDirectory.Golden();
        var llama = Checkpoint.LoadDecoder(model.Path).Spec;
        model.Configure(("model_type", "\"mistral\""), ("sliding_window", "null"));
        Assert.AreEqual(llama with { Family = "mistral" }, Checkpoint.LoadDecoder(model.Path).Spec);

        model.Configure(("sliding_window", ""), ("max_position_embeddings", "8192"));
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(model.Path), model.At("config.json"), "'sliding_window'", "found 4096");
    }
}
