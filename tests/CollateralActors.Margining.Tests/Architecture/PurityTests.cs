using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CollateralActors.Margining.Deciding;

namespace CollateralActors.Margining.Tests.Architecture;

/// <summary>What the decision core may not touch, read from its compiled metadata.</summary>
public sealed class PurityTests
{
    private static readonly Assembly Core = typeof(Stepper).Assembly;

    /// <summary>Types, or members as Type::Member, by the beginning of their full name.</summary>
    private static readonly string[] Forbidden =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today",
        "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow",
        "System.Diagnostics.Stopwatch", "System.TimeProvider", "System.TimeZoneInfo",
        "System.Random", "System.Security.Cryptography.RandomNumberGenerator", "System.Guid",
        "System.IO.", "System.Net.", "System.Console", "System.AppContext", "System.AppDomain",
        "System.Threading.", "System.Diagnostics.Process", "System.Diagnostics.Trace", "System.Diagnostics.Debug::",
        "System.Globalization.CultureInfo::get_CurrentCulture", "System.Globalization.CultureInfo::get_CurrentUICulture",
        "System.Environment",
    ];

    /// <summary>Functions whose last digits differ from one C library to the next.</summary>
    private static readonly string[] Inexact =
        [.. new[] { "Exp", "Log", "Pow", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan" }.Select(name => $"System.Math::{name}")];

    /// <summary>What the compiler itself writes into iterators.</summary>
    private static readonly string[] Compiled = ["System.Environment::get_CurrentManagedThreadId"];

    [Fact]
    public void The_core_references_nothing_but_the_base_class_library()
    {
        var library = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Assert.All(Core.GetReferencedAssemblies(), name => Assert.True(File.Exists(Path.Combine(library, name.Name + ".dll")), name.Name));
    }

    [Fact]
    public void The_core_uses_no_clock_randomness_input_output_threads_culture_or_environment()
    {
        var used = Used().Except(Compiled).Where(name => Forbidden.Any(part => name.StartsWith(part, StringComparison.Ordinal)));
        Assert.Empty(used);
    }

    [Fact]
    public void No_digit_of_the_core_hangs_on_a_library_of_the_machine() =>
        Assert.DoesNotContain(Used(), name => Inexact.Any(part => name.StartsWith(part, StringComparison.Ordinal)));

    [Fact]
    public void Floating_point_is_seen_outside_the_bands_nowhere()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var members = Core.GetExportedTypes().Where(type => type.Namespace != "CollateralActors.Margining.Watching").SelectMany(type =>
            type.GetMethods(All).SelectMany(method => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType))
                .Concat(type.GetFields(All).Select(field => field.FieldType))
                .Concat(type.GetConstructors(All).SelectMany(c => c.GetParameters().Select(p => p.ParameterType)))
                .Where(used => used == typeof(double) || used == typeof(float) || used == typeof(Half))
                .Select(used => $"{type.FullName}: {used.Name}"));
        Assert.Empty(members);
    }

    /// <summary>Every type outside that is named, and every member of one that is called.</summary>
    private static HashSet<string> Used()
    {
        using var file = new PEReader(File.OpenRead(Core.Location));
        var reader = file.GetMetadataReader();
        var types = reader.TypeReferences.ToDictionary(
            handle => (EntityHandle)handle,
            handle => $"{reader.GetString(reader.GetTypeReference(handle).Namespace)}.{reader.GetString(reader.GetTypeReference(handle).Name)}");
        var members = reader.MemberReferences.Select(reader.GetMemberReference)
            .Where(member => types.ContainsKey(member.Parent))
            .Select(member => $"{types[member.Parent]}::{reader.GetString(member.Name)}");
        var ofMembers = reader.MemberReferences.Select(handle => reader.GetMemberReference(handle).Parent).ToHashSet();
        return [.. members, .. types.Where(type => !ofMembers.Contains(type.Key)).Select(type => type.Value)];
    }
}
