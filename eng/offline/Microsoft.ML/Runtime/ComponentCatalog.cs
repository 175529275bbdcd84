using System.Reflection;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Runtime;

/// <summary>The custom mappings of the assemblies that were registered, by contract name.</summary>
public sealed class ComponentCatalog
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _assemblies = [];
    private readonly Dictionary<string, Type> _factories = [];

    internal ComponentCatalog()
    {
    }

    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        lock (_gate)
        {
            if (!_assemblies.Add(assembly.FullName))
                return;
            foreach (var type in assembly.GetTypes())
            {
                if (type.GetCustomAttribute<CustomMappingFactoryAttributeAttribute>() is not { } attribute)
                    continue;
                if (!_factories.TryAdd(attribute.ContractName, type) && throwOnError)
                    throw new InvalidOperationException($"Extension with contract '{attribute.ContractName}' was already registered by {_factories[attribute.ContractName]}.");
            }
        }
    }

    internal ICustomMappingFactory CreateFactory(string contractName)
    {
        Type type;
        lock (_gate)
            type = _factories.GetValueOrDefault(contractName);
        var cause = type is null
            ? new ArgumentException($"No class has a CustomMappingFactoryAttribute with the contract '{contractName}'.")
            : type.GetConstructor(Type.EmptyTypes) is null ? new ArgumentException($"{type} has no public constructor without parameters.") : null;
        if (cause is not null)
            throw new InvalidOperationException("Error during class instantiation", cause);
        return Activator.CreateInstance(type) as ICustomMappingFactory
            ?? throw new InvalidOperationException($"The class with contract '{contractName}' must derive from '{typeof(CustomMappingFactory<,>)}'.");
    }
}
