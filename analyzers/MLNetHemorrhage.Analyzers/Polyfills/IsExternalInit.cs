namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs for records and <c>init</c>; newer frameworks have it.</summary>
internal static class IsExternalInit;
