using MLNetHemorrhage.DefaultModel.Words;
using MLNetHemorrhage.DefaultModel.Writing;

namespace MLNetHemorrhage.DefaultModel.Documents;

/// <summary>Somebody in a story. Within one story no two people share a town, a trade, a food or a pet's name.</summary>
internal sealed class Person(string name, bool she, Town town, Job job, string food, Animal pet, string petName) : ISubject
{
    public string Name => name;

    public Town Town => town;

    public Animal Pet => pet;

    /// <summary>The topics that were told of this person.</summary>
    public List<Topic> Told { get; } = [];

    /// <summary>Where the person was last said to be; null before that.</summary>
    public Place? Place { get; set; }

    public string Word(ReadOnlySpan<char> key) => key switch
    {
        "name" => name,
        "she" => she ? "she" : "he",
        "her" => she ? "her" : "him",
        "his" => she ? "her" : "his",
        "woman" => she ? "woman" : "man",
        "sister" => she ? "sister" : "brother",
        "food" => food,
        "pet" => pet.Name,
        "petFood" => pet.Food,
        "petYoung" => pet.Young,
        "petName" => petName,
        "where" => Place?.Where ?? throw new InvalidOperationException($"{name} is nowhere yet."),
        "town" or "land" or "river" or "goods" or "landmark" or "flag" => town.Word(key),
        _ => job.Word(key),
    };

    /// <summary>People who share nothing that a question could ask for.</summary>
    public static Person[] Draw(Writer writer, int count)
    {
        var names = writer.Draw(Names.People, count);
        var towns = writer.Draw(Town.All, count);
        var jobs = writer.Draw(Job.All, count);
        var foods = writer.Draw(Things.Foods, count);
        var pets = writer.Draw(Animal.Pets, count);
        var petNames = writer.Draw(Names.Pets, count);
        return [.. Enumerable.Range(0, count).Select(i => new Person(names[i].Name, names[i].She, towns[i], jobs[i], foods[i], pets[i], petNames[i]))];
    }
}
