namespace CollateralActors.Margining.Units;

/// <summary>What one unit of something costs, in units of the asset that it is quoted in.</summary>
/// <param name="Value">
/// More than 0 wherever a price is known; <c>default</c> (0) is no price and is refused at the edges.
/// </param>
public readonly record struct Price(decimal Value) : IComparable<Price>
{
    /// <summary>The price of the valuation currency in itself.</summary>
    public static Price One => new(1m);

    /// <summary>Whether <paramref name="a"/> is lower than <paramref name="b"/>.</summary>
    public static bool operator <(Price a, Price b) => a.Value < b.Value;

    /// <summary>Whether <paramref name="a"/> is higher than <paramref name="b"/>.</summary>
    public static bool operator >(Price a, Price b) => a.Value > b.Value;

    /// <summary>Whether <paramref name="a"/> is at most <paramref name="b"/>.</summary>
    public static bool operator <=(Price a, Price b) => a.Value <= b.Value;

    /// <summary>Whether <paramref name="a"/> is at least <paramref name="b"/>.</summary>
    public static bool operator >=(Price a, Price b) => a.Value >= b.Value;

    /// <inheritdoc/>
    public int CompareTo(Price other) => Value.CompareTo(other.Value);

    /// <summary>Plain decimal notation, independent of culture.</summary>
    public override string ToString() => Decimals.Plain(Value);
}

/// <summary>A number of contracts.</summary>
/// <param name="Contracts">Signed: positive is long or bought, negative is short or sold.</param>
public readonly record struct Quantity(decimal Contracts) : IComparable<Quantity>
{
    /// <summary>No contracts.</summary>
    public static Quantity Zero => default;

    /// <summary>+1 for long, −1 for short, 0 for none.</summary>
    public int Sign => Math.Sign(Contracts);

    /// <summary>Adds two numbers of contracts of one instrument.</summary>
    public static Quantity operator +(Quantity a, Quantity b) => new(a.Contracts + b.Contracts);

    /// <summary>Subtracts two numbers of contracts of one instrument.</summary>
    public static Quantity operator -(Quantity a, Quantity b) => new(a.Contracts - b.Contracts);

    /// <summary>The opposite side.</summary>
    public static Quantity operator -(Quantity a) => new(-a.Contracts);

    /// <summary>Whether <paramref name="a"/> is less than <paramref name="b"/>.</summary>
    public static bool operator <(Quantity a, Quantity b) => a.Contracts < b.Contracts;

    /// <summary>Whether <paramref name="a"/> is more than <paramref name="b"/>.</summary>
    public static bool operator >(Quantity a, Quantity b) => a.Contracts > b.Contracts;

    /// <summary>Whether <paramref name="a"/> is at most <paramref name="b"/>.</summary>
    public static bool operator <=(Quantity a, Quantity b) => a.Contracts <= b.Contracts;

    /// <summary>Whether <paramref name="a"/> is at least <paramref name="b"/>.</summary>
    public static bool operator >=(Quantity a, Quantity b) => a.Contracts >= b.Contracts;

    /// <summary>The smaller of two numbers of contracts.</summary>
    public static Quantity Min(Quantity a, Quantity b) => a.Contracts <= b.Contracts ? a : b;

    /// <summary>The number of contracts whatever the side.</summary>
    public Quantity Abs() => new(Math.Abs(Contracts));

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => Contracts.CompareTo(other.Contracts);

    /// <summary>Plain decimal notation, independent of culture.</summary>
    public override string ToString() => Decimals.Plain(Contracts);
}

/// <summary>A share of something without a unit: a haircut, a margin rate, a fee rate. 0.01 is one per cent.</summary>
/// <param name="Value">The share; its legal range is stated where it is used.</param>
public readonly record struct Rate(decimal Value) : IComparable<Rate>
{
    /// <summary>Nothing of it.</summary>
    public static Rate Zero => default;

    /// <summary>All of it.</summary>
    public static Rate One => new(1m);

    /// <summary>Adds two shares of the same thing.</summary>
    public static Rate operator +(Rate a, Rate b) => new(a.Value + b.Value);

    /// <summary>Subtracts two shares of the same thing.</summary>
    public static Rate operator -(Rate a, Rate b) => new(a.Value - b.Value);

    /// <summary>Whether <paramref name="a"/> is less than <paramref name="b"/>.</summary>
    public static bool operator <(Rate a, Rate b) => a.Value < b.Value;

    /// <summary>Whether <paramref name="a"/> is more than <paramref name="b"/>.</summary>
    public static bool operator >(Rate a, Rate b) => a.Value > b.Value;

    /// <inheritdoc/>
    public int CompareTo(Rate other) => Value.CompareTo(other.Value);

    /// <summary>Plain decimal notation, independent of culture.</summary>
    public override string ToString() => Decimals.Plain(Value);
}
