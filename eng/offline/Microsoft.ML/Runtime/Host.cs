using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>The environment behind a context and behind every component registered in it.</summary>
internal sealed class Host : IHost
{
    private readonly Lock _gate = new();
    private readonly Action<ChannelMessage, string> _log;

    public Host(Random random, Action<ChannelMessage, string> log, ComponentCatalog catalog, string name = null) =>
        (Rand, _log, ComponentCatalog, Name) = (random, log, catalog, name);

    public string Name { get; }

    public Random Rand { get; }

    public ComponentCatalog ComponentCatalog { get; }

    public string ContextDescription => Name ?? "HostEnvironment";

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        if (string.IsNullOrEmpty(name))
            throw new ArgumentOutOfRangeException(nameof(name), "name cannot be null or empty");
        lock (_gate)
            return new Host(new Random(seed ?? Rand.Next()), _log, ComponentCatalog, name);
    }

    public IChannel Start(string name) => new Channel(this, Name is null ? name : $"{Name}; {name}");

    public IPipe<TMessage> StartPipe<TMessage>(string name) => new SilentPipe<TMessage>(this);

    public IProgressChannel StartProgressChannel(string name) => new SilentProgress();

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    public void Send(ChannelMessage message, string source) => _log(message, source);

    public static string Format(string format, object[] args) => string.Format(CultureInfo.InvariantCulture, format, args);
}
