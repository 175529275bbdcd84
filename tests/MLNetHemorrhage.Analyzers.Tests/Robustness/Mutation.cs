using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MLNetHemorrhage.Analyzers.Tests.Robustness;

/// <summary>Damages a source as typing does: tokens are missing, come twice or stand in the wrong place.</summary>
internal static class Mutation
{
    private const int MostChanges = 4;

    public static string Of(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(t => t.ToFullString()).ToList();
        for (int change = random.Next(MostChanges); change >= 0 && tokens.Count > 1; change--)
        {
            int at = random.Next(tokens.Count), other = random.Next(tokens.Count);
            switch (random.Next(3))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(other, tokens[at]);
                    break;
                default:
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
            }
        }
        return string.Concat(tokens);
    }
}
