using Spectre.Console;

namespace MLNetHemorrhage.Tool.Progress;

/// <summary>Progress as bars drawn in place, one for each stage.</summary>
internal sealed class TerminalProgress(ProgressContext context) : IProgressDisplay
{
    private readonly Dictionary<string, ProgressTask> _stages = [];

    public void Report(string stage, double fraction, string detail = "")
    {
        if (!_stages.TryGetValue(stage, out var task)) _stages[stage] = task = context.AddTask(Markup.Escape(stage), maxValue: 1);
        if (detail.Length > 0) task.Description = Markup.Escape($"{stage}, {detail}");
        task.Value = Math.Clamp(fraction, 0, 1);
    }
}
