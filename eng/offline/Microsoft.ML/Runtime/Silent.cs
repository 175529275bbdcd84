namespace Microsoft.ML.Runtime;

/// <summary>A pipe that nobody listens to.</summary>
internal sealed class SilentPipe<TMessage>(Host host) : IPipe<TMessage>
{
    public string ContextDescription => host.ContextDescription;

    public void Send(TMessage msg)
    {
    }

    public TException Process<TException>(TException ex)
        where TException : Exception => ex;

    public void Dispose()
    {
    }
}

/// <summary>Progress that nobody watches.</summary>
internal sealed class SilentProgress : IProgressChannel
{
    public IProgressChannel StartProgressChannel(string name) => new SilentProgress();

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
    {
    }

    public void Checkpoint(params double?[] values)
    {
    }

    public void Dispose()
    {
    }
}
