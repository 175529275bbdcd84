using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MLNetHemorrhage;

/// <summary>What steps tell the log of the context. Numbers read the same in every culture.</summary>
internal static class HemorrhageLog
{
    public static IChannel Start(IHostEnvironment environment, string phase) => environment.Register("Hemorrhage").Start(phase);

    public static void Say(this IChannel channel, FormattableString message) =>
        channel.Info(MessageSensitivity.Schema, FormattableString.Invariant(message));

    public static void Warn(this IChannel channel, FormattableString message) =>
        channel.Warning(MessageSensitivity.Schema, FormattableString.Invariant(message));
}
