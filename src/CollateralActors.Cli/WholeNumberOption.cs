using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CollateralActors.Cli;

/// <summary>
/// Options whose values are whole numbers; what is none, or out of range, is answered with what would be right.
/// </summary>
internal static class WholeNumberOption
{
    /// <param name="name">With its dashes.</param>
    /// <param name="least">The smallest value allowed.</param>
    /// <param name="most">The largest value allowed.</param>
    /// <param name="description">For the help.</param>
    public static Option<long?> Create(string name, long least, long most, string description) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = result => Read(result, name, least, most),
    };

    private static long? Read(ArgumentResult result, string name, long least, long most)
    {
        if (result.Tokens is not [var token])
            return null;
        if (long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most)
            return value;
        result.AddError(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} is '{token.Value}'; expected a whole number from {least} to {most}"));
        return null;
    }
}
