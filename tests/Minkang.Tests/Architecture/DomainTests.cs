using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Minkang.Tests.Architecture;

/// <summary>The pure core takes facts in and gives decisions out; so the web, the command line and the field app run the same rules.</summary>
public sealed class DomainTests
{
    private static readonly string[] Forbidden =
        ["System.IO", "System.Net", "System.Data", "System.Diagnostics", "System.Runtime.InteropServices", "Microsoft"];

    private static readonly string[] ForbiddenTypes = ["System.Console", "System.Environment", "System.Random", "System.TimeProvider", "System.Threading.Thread"];

    [Fact]
    public void References_no_project_and_no_package()
    {
        var project = Repository.Project("Minkang.Domain");

        Assert.Empty(project.ReferencedProjects);
        Assert.Empty(project.Packages);
        Assert.Empty(project.Xml.Descendants("FrameworkReference"));
    }

    [Fact]
    public void Reaches_for_no_file_no_network_no_clock_and_no_chance()
    {
        var used = ReferencedTypes(Assembly.Load("Minkang.Domain").Location);

        Assert.Contains("System.String", used);
        Assert.DoesNotContain(used, Outside);
    }

    // What the compiler itself writes into every assembly says nothing about what the code does.
    private static bool Outside(string type) =>
        ForbiddenTypes.Contains(type) || (Array.Exists(Forbidden, f => type.StartsWith(f + ".", StringComparison.Ordinal)) && !Harmless(type));

    // Tables that are compiled into the assembly are read as streams; none of these types opens anything outside by itself.
    private static bool Harmless(string type) =>
        type.EndsWith("Attribute", StringComparison.Ordinal) || type.StartsWith("System.IO.Compression.", StringComparison.Ordinal)
            || type is "System.IO.Stream" or "System.IO.StreamReader" or "System.IO.TextReader" or "System.IO.StringReader" or "System.IO.InvalidDataException"
            or "System.Diagnostics.DebuggableAttribute.DebuggingModes" or "System.Diagnostics.UnreachableException"
            or "System.Runtime.InteropServices.CollectionsMarshal" or "System.Runtime.InteropServices.MemoryMarshal";

    private static HashSet<string> ReferencedTypes(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var reader = image.GetMetadataReader();
        return [.. reader.TypeReferences.Select(handle => NameOf(reader, reader.GetTypeReference(handle)))];
    }

    private static string NameOf(MetadataReader reader, TypeReference type)
    {
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf(reader, reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope))}.{name}"
            : $"{reader.GetString(type.Namespace)}.{name}";
    }
}
