namespace MLNetHemorrhage.DefaultModel.Words;

/// <summary>Days, months and seasons.</summary>
internal static class Calendar
{
    public static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    public static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    /// <summary>The season of a month: winter is December to February, and so on.</summary>
    public static string Season(int month) => ((month + 1) % 12 / 3) switch
    {
        0 => "winter",
        1 => "spring",
        2 => "summer",
        _ => "autumn",
    };
}
