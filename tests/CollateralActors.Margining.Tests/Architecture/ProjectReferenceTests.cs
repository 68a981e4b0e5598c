using System.Xml.Linq;

namespace CollateralActors.Margining.Tests.Architecture;

public sealed class ProjectReferenceTests
{
    /// <summary>Each project only knows those of lower rank.</summary>
    private static readonly Dictionary<string, int> Ranks = new()
    {
        ["Margining"] = 0,
        ["Journal"] = 1,
        ["Simulation"] = 1,
        ["Client"] = 1,
        ["Actors"] = 2,
        ["Audit"] = 2,
        ["Load"] = 3,
        ["Server"] = 3,
        ["Cli"] = 4,
    };

    [Fact]
    public void Projects_know_each_other_in_one_direction()
    {
        var projects = Source.Root.GetDirectories("src").Single().GetFiles("*.csproj", SearchOption.AllDirectories);
        Assert.NotEmpty(projects);
        foreach (var project in projects)
        {
            foreach (var reference in Items(project, "ProjectReference").Select(path => NameOf(path.Replace('\\', '/'))))
                Assert.True(Ranks[reference] < Ranks[NameOf(project.Name)], $"{project.Name} knows {reference}");
        }
    }

    [Fact]
    public void The_decision_core_knows_no_project_and_no_package()
    {
        var core = new FileInfo(Path.Combine(Source.Root.FullName, "src", "CollateralActors.Margining", "CollateralActors.Margining.csproj"));
        Assert.Empty(Items(core, "ProjectReference"));
        Assert.Empty(Items(core, "PackageReference"));
    }

    private static string NameOf(string path) =>
        Path.GetFileNameWithoutExtension(path).Replace("CollateralActors.", string.Empty, StringComparison.Ordinal);

    private static IEnumerable<string> Items(FileInfo project, string kind) =>
        XDocument.Load(project.FullName).Descendants(kind).Select(item => item.Attribute("Include")!.Value);
}
