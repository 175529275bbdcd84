using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where everything starts: catalogs, log, randomness.</summary>
public sealed class MLContext : IHostEnvironment
{
    private readonly Host _host;
    private readonly Dictionary<string, object> _options = [];

    public MLContext(int? seed = null)
    {
        var catalog = new ComponentCatalog();
        _host = new Host(seed is { } value ? new Random(value) : new Random(), OnMessage, catalog);
        ComponentCatalog = catalog;
        Transforms = new();
        Model = new(catalog);
        Data = new(seed);
    }

    public event EventHandler<LoggingEventArgs> Log;

    public TransformsCatalog Transforms { get; }

    public ModelOperationsCatalog Model { get; }

    public DataOperationsCatalog Data { get; }

    public ComponentCatalog ComponentCatalog { get; }

    string IExceptionContext.ContextDescription => _host.ContextDescription;

    public void SetOption<T>(string name, T value)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentNullException(nameof(name));
        _options[name] = value;
    }

    public bool TryGetOption<T>(string name, out T value)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentNullException(nameof(name));
        var found = _options.GetValueOrDefault(name) is T;
        value = found ? (T)_options[name] : default;
        return found;
    }

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _host.Register(name, seed, verbose);

    IChannel IChannelProvider.Start(string name) => _host.Start(name);

    IPipe<TMessage> IChannelProvider.StartPipe<TMessage>(string name) => _host.StartPipe<TMessage>(name);

    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => _host.StartProgressChannel(name);

    TException IExceptionContext.Process<TException>(TException ex) => _host.Process(ex);

    private void OnMessage(ChannelMessage message, string source) => Log?.Invoke(this, new(message.Message, message.Kind, source));
}
