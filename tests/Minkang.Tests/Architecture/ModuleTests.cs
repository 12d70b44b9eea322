using System.Reflection;
using System.Xml.Linq;
using Microsoft.AspNetCore.Components;

namespace Minkang.Tests.Architecture;

/// <summary>Modules speak through their contracts; what stands there, and in the core, says what it means.</summary>
public sealed class ModuleTests
{
    private static readonly string[] NoModules = ["Minkang.Domain", "Minkang.Platform", "Minkang.Samples", "Minkang.Web", "Minkang.Cli", "Minkang.Field"];

    private static IEnumerable<Assembly> Modules => Repository.Product.Where(p => !NoModules.Contains(p.Name)).Select(p => Assembly.Load(p.AssemblyName));

    private static IEnumerable<Assembly> Product => Repository.Product.Where(p => p.Name != "Minkang.Field").Select(p => Assembly.Load(p.AssemblyName));

    [Fact]
    public void A_module_shows_its_contracts_its_pages_and_its_registration_and_nothing_else()
    {
        var shown = from module in Modules
                    let pages = module.GetExportedTypes().Where(IsPage).ToList()
                    let asked = pages.SelectMany(Parameters).ToHashSet()
                    from type in module.GetExportedTypes().Except(pages)
                    where !InContracts(type) && !asked.Contains(type) && type.Name != $"{module.GetName().Name!.Split('.')[^1]}Module"
                    select type.FullName;

        Assert.Empty(shown);
    }

    [Fact]
    public void Public_types_of_the_core_and_of_contracts_say_what_they_are()
    {
        var silent = from assembly in Product
                     let said = Documented(assembly)
                     from type in assembly.GetExportedTypes()
                     where (assembly.GetName().Name == "Minkang.Domain" || InContracts(type)) && !said.Contains($"T:{type.FullName!.Replace('+', '.')}")
                     select type.FullName;

        Assert.Empty(silent);
    }

    private static bool InContracts(Type type) => type.Namespace?.Split('.').Contains("Contracts") == true;

    // The file of common imports becomes a public class of its own in every project with pages.
    private static bool IsPage(Type type) => type.IsAssignableTo(typeof(IComponent)) || type.Name == "_Imports";

    /// <summary>A component's parameters must be public, and with them their types.</summary>
    private static IEnumerable<Type> Parameters(Type page) =>
        page.GetProperties().Where(p => p.GetCustomAttribute<ParameterAttribute>() is not null || p.GetCustomAttribute<CascadingParameterAttribute>() is not null)
            .SelectMany(p => Parts(p.PropertyType));

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : type.HasElementType ? Parts(type.GetElementType()!) : [type];

    private static HashSet<string> Documented(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        return [.. XDocument.Load(file).Descendants("member")
            .Where(m => m.Element("summary") is { } summary && !string.IsNullOrWhiteSpace(summary.Value))
            .Select(m => m.Attribute("name")!.Value)];
    }
}
