namespace MLNetHemorrhage.DefaultModel.Words;

/// <summary>Numbers as words, zero to forty.</summary>
internal static class Numbers
{
    public const int Largest = 40;

    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty"];

    private static readonly string[] Words = [.. Enumerable.Range(0, Largest + 1).Select(Make)];

    public static string Word(int number) => Words[number];

    private static string Make(int number)
    {
        if (number < Small.Length) return Small[number];
        var tens = Tens[(number / 10) - 2];
        return number % 10 == 0 ? tens : $"{tens}-{Small[number % 10]}";
    }
}
