namespace CollateralActors.Margining.Units;

/// <summary>Bounds on what comes in, so that sums of what is stored stay exact in decimals of 28 digits.</summary>
public static class Limits
{
    /// <summary>Largest amount, contract size × contracts, price and value of one trade: 10¹².</summary>
    public const decimal Largest = 1_000_000_000_000m;

    /// <summary>
    /// Largest balance that money from outside may bring about: 10¹⁵. With <see cref="Decimals.LargestScale"/> decimals
    /// it has room in a decimal for many trades and transfers more, which are facts and not refused.
    /// </summary>
    public const decimal LargestBalance = 1_000_000_000_000_000m;

    /// <summary>Largest figure of an account, such as its equity: 10²⁸. Two of them still add up in decimals.</summary>
    public const decimal LargestFigure = 10_000_000_000_000_000_000_000_000_000m;

    /// <summary>Longest name of an order, account, asset or instrument.</summary>
    public const int NameLength = 64;

    /// <summary>Longest id of a command or trade.</summary>
    public const int IdLength = 128;

    /// <summary>Largest leverage that an account can ask for.</summary>
    public const decimal Leverage = 1_000m;

    /// <summary>Most decimals of a leverage that an account asks for.</summary>
    public const int LeverageScale = 2;

    /// <summary>Most open orders of one account.</summary>
    public const int OpenOrders = 200;

    /// <summary>
    /// Whether a name has 1 to <see cref="NameLength"/> letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.
    /// </summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= NameLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <summary>Whether an id has 1 to <see cref="IdLength"/> printable ASCII characters without spaces.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= IdLength && id.All(c => c is > ' ' and <= '~');
}
