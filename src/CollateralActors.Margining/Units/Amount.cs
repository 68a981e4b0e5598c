namespace CollateralActors.Margining.Units;

/// <summary>An amount of an asset that the context names (a dictionary's key, an instrument's settle asset).</summary>
/// <param name="Value">Whole units of the asset; signed, negative is owed or lost.</param>
/// <remarks>Use <see cref="Money"/> where nothing else names the asset. <c>default</c> is zero.</remarks>
public readonly record struct Amount(decimal Value) : IComparable<Amount>
{
    /// <summary>Nothing.</summary>
    public static Amount Zero => default;

    /// <summary>Adds two amounts of one asset.</summary>
    public static Amount operator +(Amount a, Amount b) => new(a.Value + b.Value);

    /// <summary>Subtracts two amounts of one asset.</summary>
    public static Amount operator -(Amount a, Amount b) => new(a.Value - b.Value);

    /// <summary>The same amount with the other sign.</summary>
    public static Amount operator -(Amount a) => new(-a.Value);

    /// <summary>A share of an amount.</summary>
    public static Amount operator *(Amount a, Rate b) => new(a.Value * b.Value);

    /// <summary>What the amount is worth in the asset that the price is quoted in.</summary>
    public static Amount operator *(Amount a, Price b) => new(a.Value * b.Value);

    /// <summary>Whether <paramref name="a"/> is less than <paramref name="b"/>.</summary>
    public static bool operator <(Amount a, Amount b) => a.Value < b.Value;

    /// <summary>Whether <paramref name="a"/> is more than <paramref name="b"/>.</summary>
    public static bool operator >(Amount a, Amount b) => a.Value > b.Value;

    /// <summary>Whether <paramref name="a"/> is at most <paramref name="b"/>.</summary>
    public static bool operator <=(Amount a, Amount b) => a.Value <= b.Value;

    /// <summary>Whether <paramref name="a"/> is at least <paramref name="b"/>.</summary>
    public static bool operator >=(Amount a, Amount b) => a.Value >= b.Value;

    /// <summary>The larger of two amounts.</summary>
    public static Amount Max(Amount a, Amount b) => a.Value >= b.Value ? a : b;

    /// <summary>The smaller of two amounts.</summary>
    public static Amount Min(Amount a, Amount b) => a.Value <= b.Value ? a : b;

    /// <summary>The amount without its sign.</summary>
    public Amount Abs() => new(Math.Abs(Value));

    /// <inheritdoc/>
    public int CompareTo(Amount other) => Value.CompareTo(other.Value);

    /// <summary>Plain decimal notation, independent of culture.</summary>
    public override string ToString() => Decimals.Plain(Value);
}

/// <summary>An amount together with its asset. Signed; negative is owed.</summary>
/// <param name="Amount">Whole units of <paramref name="Asset"/>.</param>
/// <param name="Asset">What it is an amount of.</param>
public readonly record struct Money(Amount Amount, AssetId Asset)
{
    /// <summary><paramref name="amount"/> units of <paramref name="asset"/>.</summary>
    public static Money Of(decimal amount, string asset) => new(new Amount(amount), new AssetId(asset));

    /// <summary>Amount and asset, such as <c>12.5 USDT</c>.</summary>
    public override string ToString() => $"{Amount} {Asset}";
}
