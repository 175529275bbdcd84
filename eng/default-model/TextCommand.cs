using System.Globalization;
using MLNetHemorrhage.DefaultModel;

namespace DefaultModel.Trainer;

/// <summary>Prints synthetic documents, each followed by an empty line.</summary>
internal static class TextCommand
{
    public static int Run(string split, string count)
    {
        foreach (var document in SyntheticText.Documents(Enum.Parse<Split>(split), int.Parse(count, CultureInfo.InvariantCulture)))
        {
            Console.Out.Write(document);
            Console.Out.Write("\n\n");
        }

        return 0;
    }
}
