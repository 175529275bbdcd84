using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>Calls a generic method with type arguments known only at run time.</summary>
internal static class Generic
{
    public static TResult Call<TResult>(Type owner, string method, Type[] typeArguments, params object[] arguments) =>
        (TResult)owner.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)
            .MakeGenericMethod(typeArguments)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
