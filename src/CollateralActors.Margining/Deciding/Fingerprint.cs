using System.Security.Cryptography;
using System.Text;

namespace CollateralActors.Margining.Deciding;

/// <summary>Tells whether two commands with the same id have the same content.</summary>
public static class Fingerprint
{
    /// <summary>The first 16 bytes of SHA-256 over the command's name and members, in hexadecimal.</summary>
    /// <remarks>
    /// A record's text lists its members in order; amounts, ids and lists print in one form each, whatever the culture
    /// or process. Decimals print without trailing zeros, so 1.0 and 1.00 are the same content.
    /// </remarks>
    public static string Of(ICommand command)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(command.ToString() ?? string.Empty));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
