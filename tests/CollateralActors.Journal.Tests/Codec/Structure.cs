using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace CollateralActors.Journal.Tests.Codec;

/// <summary>
/// Writes out everything that can be seen of a value: some of the core's classes have no equality of their own.
/// </summary>
internal static class Structure
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null or string or Enum:
                text.Append(CultureInfo.InvariantCulture, $"'{value}'");
                break;
            case IFormattable number when value.GetType().Namespace == nameof(System):
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case bool flag:
                text.Append(flag);
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (var item in items)
                    Write(text, item);
                text.Append(']');
                break;
            default:
                WriteMembers(text, value);
                break;
        }
    }

    // Reflection cannot read a span; what stands behind it has the same name.
    private static object? Items(object value, PropertyInfo span) => value.GetType()
        .GetField(char.ToLowerInvariant(span.Name[0]) + span.Name[1..], BindingFlags.NonPublic | BindingFlags.Instance)!
        .GetValue(value);

    private static void WriteMembers(StringBuilder text, object value)
    {
        text.Append(value.GetType().Name).Append('{');
        foreach (var member in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            // A value's own kind among its members is a neighbour, such as the next frame.
            if (member.GetIndexParameters().Length > 0 || member.PropertyType == value.GetType())
                continue;
            text.Append(member.Name).Append('=');
            Write(text, member.PropertyType.IsByRefLike ? Items(value, member) : member.GetValue(value));
            text.Append(' ');
        }

        text.AppendLine("}");
    }
}
