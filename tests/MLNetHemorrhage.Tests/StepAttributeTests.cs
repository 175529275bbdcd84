using System.Reflection;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tests;

/// <summary>What the attributes tell the analyzer is what recipes do.</summary>
[TestClass]
public sealed class StepAttributeTests
{
    private static readonly string[] NotInRecipes =
        [nameof(ModificationOptions.CalibrationRows), nameof(ModificationOptions.Thresholds), nameof(ModificationOptions.Threads), nameof(ModificationOptions.CancellationToken)];

    [TestMethod]
    public void Every_kind_with_methods_has_a_step()
    {
        var kinds = ModificationMethods.All.Select(m => m.Kind).Distinct().Order().ToArray();
        CollectionAssert.AreEqual(kinds, Steps().Select(s => s.Kind).Distinct().Order().ToArray());
    }

    [TestMethod]
    public void Choices_of_a_method_are_the_rows_of_the_methods_table()
    {
        foreach (var (kind, step) in Steps())
        {
            var choice = Markers(step, typeof(MethodChoiceAttribute)).Single().Type;
            var choices = choice.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetCustomAttribute<RecipeMethodAttribute>()!);
            CollectionAssert.AreEquivalent(
                ModificationMethods.All.Where(m => m.Kind == kind).Select(m => (m.Name, m.NeedsCalibration)).ToArray(),
                choices.Select(c => (c.Name, c.NeedsCalibration)).ToArray());
        }
    }

    [TestMethod]
    public void Marked_values_are_parameters_of_recipes()
    {
        foreach (var (kind, step) in Steps())
        {
            var known = ModificationMethods.All.Where(m => m.Kind == kind).SelectMany(m => m.Parameters).Select(p => p.Name).ToHashSet();
            string[] marked = [.. Members(step).Select(m => RecipeName(m.Member)).OfType<string>()];
            CollectionAssert.IsSubsetOf(marked, known.ToArray(), step.ToString());
            Assert.HasCount(marked.Length, marked.Distinct().ToArray(), step.ToString());
        }
    }

    [TestMethod]
    public void Options_mark_every_property_that_recipes_know()
    {
        foreach (var (kind, step) in Steps().Where(s => OptionsOf(s.Step) is not null))
        {
            var marked = Members(step).Select(m => RecipeName(m.Member)).OfType<string>().ToHashSet();
            var known = ModificationMethods.All.Where(m => m.Kind == kind).SelectMany(m => m.Parameters).Select(p => p.Name).ToHashSet();
            Assert.IsTrue(marked.SetEquals(known), $"{step}: {string.Join(", ", known.Except(marked))}");
        }
    }

    [TestMethod]
    public void Every_parameter_says_what_it_is()
    {
        foreach (var member in Steps().SelectMany(s => Members(s.Step)).Where(m => !NotInRecipes.Contains(m.Name)))
            Assert.IsTrue(member.Member.GetCustomAttributes(false).Any(a => a.GetType().Namespace == "MLNetHemorrhage"), $"{member.Name} has no attribute.");
    }

    private static IEnumerable<(ModificationKind Kind, MethodInfo Step)> Steps() =>
        from method in typeof(HemorrhageCatalog).GetMethods()
        let mark = method.GetCustomAttribute<ModificationStepAttribute>()
        where mark is not null
        select (mark.Kind, method);

    private static IEnumerable<(ICustomAttributeProvider Member, string Name, Type Type)> Members(MethodInfo step) => OptionsOf(step) is { } options
        ? options.GetProperties().Select(p => ((ICustomAttributeProvider)p, p.Name, p.PropertyType))
        : step.GetParameters().Select(p => ((ICustomAttributeProvider)p, p.Name!, p.ParameterType));

    private static Type? OptionsOf(MethodInfo step) => step.GetParameters() is [{ ParameterType: var type }] && type.IsAssignableTo(typeof(ModificationOptions)) ? type : null;

    private static IEnumerable<(ICustomAttributeProvider Member, string Name, Type Type)> Markers(MethodInfo step, Type marker) =>
        Members(step).Where(m => m.Member.IsDefined(marker, false));

    private static string? RecipeName(ICustomAttributeProvider member) => member.GetCustomAttributes(false).Select(a => a switch
    {
        RemovedFractionAttribute => "sparsity",
        RemovedStructureAttribute => "ratio",
        KeptFractionAttribute => "keep",
        BitWidthAttribute => "bits",
        StepParameterAttribute other => other.Name,
        _ => null,
    }).FirstOrDefault(name => name is not null);
}
