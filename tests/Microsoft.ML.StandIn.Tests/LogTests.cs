using Microsoft.ML.Runtime;

namespace Microsoft.ML.StandIn.Tests;

[TestClass]
public sealed class LogTests
{
    [TestMethod]
    public void Messages_carry_kind_source_and_text()
    {
        var context = new MLContext(1);
        var log = new List<LoggingEventArgs>();
        context.Log += (sender, e) =>
        {
            Assert.AreSame(context, sender);
            if (e.Source == "Hemorrhage; Prune")
                log.Add(e);
        };
        using (var channel = ((IHostEnvironment)context).Register("Hemorrhage").Start("Prune"))
        {
            channel.Info(MessageSensitivity.None, "layer {0}", 1);
            channel.Warning(MessageSensitivity.None, "careful");
            channel.Error(MessageSensitivity.None, "lost {0}%", 5);
            channel.Trace(MessageSensitivity.None, "detail");
        }
        CollectionAssert.AreEqual(
            new[] { "Channel started", "layer 1", "careful", "lost 5%", "detail" },
            log.Take(5).Select(e => e.RawMessage).ToArray());
        Assert.HasCount(7, log);
        StringAssert.StartsWith(log[5].RawMessage, "Channel finished. Elapsed ", StringComparison.Ordinal);
        Assert.AreEqual("Channel disposed", log[6].RawMessage);
        CollectionAssert.AreEqual(
            new[] { ChannelMessageKind.Trace, ChannelMessageKind.Info, ChannelMessageKind.Warning, ChannelMessageKind.Error, ChannelMessageKind.Trace, ChannelMessageKind.Trace, ChannelMessageKind.Trace },
            log.Select(e => e.Kind).ToArray());
        Assert.AreEqual("[Source=Hemorrhage; Prune, Kind=Info] layer 1", log[1].Message);
    }

    [TestMethod]
    public void Braces_are_kept_where_there_is_nothing_to_put_in()
    {
        var context = new MLContext();
        string? seen = null;
        context.Log += (_, e) => seen = e.Kind == ChannelMessageKind.Info ? e.RawMessage : seen;
        using (var channel = ((IHostEnvironment)context).Register("Tests").Start("Braces"))
            channel.Info(MessageSensitivity.None, "{0} {x}");
        Assert.AreEqual("{0} {x}", seen);
    }

    [TestMethod]
    public void Nothing_of_progress_reaches_the_log()
    {
        var context = new MLContext();
        var seen = 0;
        context.Log += (_, _) => seen++;
        using (var progress = ((IHostEnvironment)context).StartProgressChannel("Tests"))
        {
            progress.SetHeader(new ProgressHeader("layers"), entry => entry.SetProgress(0, 1));
            progress.Checkpoint(1);
        }
        Assert.AreEqual(0, seen);
    }

    [TestMethod]
    public void The_seed_decides_the_random_numbers()
    {
        Assert.AreEqual(Draw(1), Draw(1));
        Assert.AreNotEqual(Draw(1), Draw(2));

        static int Draw(int seed) => ((IHostEnvironment)new MLContext(seed)).Register("Tests").Rand.Next();
    }

    [TestMethod]
    public void A_context_keeps_options()
    {
        var context = new MLContext();
        context.SetOption("Tests.Option", new Payload("p"));
        Assert.IsTrue(context.TryGetOption<Payload>("Tests.Option", out var payload));
        Assert.AreEqual("p", payload.Name);
        Assert.IsFalse(context.TryGetOption<string>("Tests.Option", out _));
        Assert.IsFalse(context.TryGetOption<Payload>("Tests.Nothing", out _));
    }
}
