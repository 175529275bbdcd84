using System.Globalization;
using System.Text.RegularExpressions;

namespace MLNetHemorrhage.Packaging.Tests;

/// <summary>A console project that references the package and nothing else.</summary>
internal sealed class ConsumerProject
{
    private const string Code = """
        using Microsoft.ML;
        using MLNetHemorrhage;

        var mlContext = new MLContext(seed: 1);
        var hemorrhage = mlContext.Hemorrhage();
        var texts = mlContext.Data.LoadFromEnumerable(new[] { new Document { Text = "Once upon a time there was a fox." } });
        if (args.Length > 0)
        {
            hemorrhage.LoadLanguageModel("Model").Append(hemorrhage.Prune("Model", "Text", sparsity: 0.9)).Fit(texts);
        }
        var model = hemorrhage.LoadLanguageModel("Model").Append(hemorrhage.Prune("Model", "Text", sparsity: 0.45)).Fit(texts);
        Console.WriteLine("columns: " + string.Join(", ", model.Transform(texts).Schema.Where(c => !c.IsHidden).Select(c => c.Name)));

        internal sealed class Document
        {
            public string Text { get; set; } = "";
        }
        """;

    private readonly string _folder;

    public ConsumerProject(string name)
    {
        _folder = Directory.CreateDirectory(Path.Combine(TestPackages.Folder, name)).FullName;
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MLNetHemorrhage" Version="{TestPackages.Version}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", Code);
        Command.Succeed(_folder, TestPackages.Cache, "dotnet", "restore");
    }

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    public void Delete(string file) => File.Delete(Path.Combine(_folder, file));

    /// <summary>Builds and gives what the compiler and MSBuild say, each as <c>file(line,column) severity id</c>, with the messages.</summary>
    public ConsumerBuild Build()
    {
        var (exitCode, output) = Command.Run(_folder, TestPackages.Cache, "dotnet", "build", "--no-restore", "--nologo", "--verbosity", "quiet", "-terminalLogger:off", "-consoleLoggerParameters:NoSummary");
        var said = Regex.Matches(output, @"^(.*?) ?: (warning|error) ([A-Z]+\d+): (.*?)(?: \[[^\[]*\])?\r?$", RegexOptions.Multiline);
        return new(exitCode, output, [.. said.Select(m => $"{Path.GetFileName(m.Groups[1].Value)} {m.Groups[2].Value} {m.Groups[3].Value}").Distinct().Order(StringComparer.Ordinal)]);
    }

    public string Run() => Command.Succeed(_folder, TestPackages.Cache, "dotnet", Path.Combine(_folder, "bin", "Debug", "net10.0", "Consumer.dll"));

    /// <summary>Where a piece of the program stands, as a compiler says it.</summary>
    public static string At(string piece)
    {
        string before = Code[..Code.IndexOf(piece, StringComparison.Ordinal)];
        return string.Create(CultureInfo.InvariantCulture, $"Program.cs({before.Count(c => c == '\n') + 1},{before.Length - before.LastIndexOf('\n')})");
    }
}

/// <summary>What a build said.</summary>
internal sealed record ConsumerBuild(int ExitCode, string Output, string[] Said);
