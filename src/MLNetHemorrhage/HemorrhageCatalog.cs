using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MLNetHemorrhage;

/// <summary>Steps of ML.NET pipelines that load, modify and score language models, and metrics of what modifications cost. Made by <see cref="HemorrhageMLContextExtensions.Hemorrhage"/>.</summary>
public sealed partial class HemorrhageCatalog
{
    internal HemorrhageCatalog(MLContext context) => Context = context;

    internal MLContext Context { get; }

    internal IHostEnvironment Environment => Context;
}
