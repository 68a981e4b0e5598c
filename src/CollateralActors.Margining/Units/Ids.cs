namespace CollateralActors.Margining.Units;

/// <summary>Name of an asset, such as <c>USDT</c>. Compared ordinally, case matters.</summary>
/// <param name="Value">1 to 64 characters out of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
public readonly record struct AssetId(string Value) : IComparable<AssetId>
{
    /// <inheritdoc/>
    public int CompareTo(AssetId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Name of a tradable contract, such as <c>BTC-PERP</c>. Compared ordinally, case matters.</summary>
/// <param name="Value">1 to 64 characters out of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
public readonly record struct InstrumentId(string Value) : IComparable<InstrumentId>
{
    /// <inheritdoc/>
    public int CompareTo(InstrumentId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Name of a margin account. Compared ordinally, case matters.</summary>
/// <param name="Value">
/// 1 to 64 characters out of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; what stands before a dot is the owner.
/// </param>
public readonly record struct AccountId(string Value) : IComparable<AccountId>
{
    /// <summary>
    /// Whose account it is: the name up to its first dot, so that <c>alice.hedge</c> is a sub-account of <c>alice</c>;
    /// the whole name where no dot is in it, or nothing before it.
    /// </summary>
    public string Owner => Value.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? Value[..dot] : Value;

    /// <inheritdoc/>
    public int CompareTo(AccountId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Name that a trader gave to an order; unique within its account.</summary>
/// <param name="Value">1 to 64 characters out of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
public readonly record struct OrderId(string Value) : IComparable<OrderId>
{
    /// <inheritdoc/>
    public int CompareTo(OrderId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Name that the venue gave to a trade; both sides of it carry the same one.</summary>
/// <param name="Value">1 to 128 printable characters.</param>
public readonly record struct TradeId(string Value) : IComparable<TradeId>
{
    /// <inheritdoc/>
    public int CompareTo(TradeId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Name that a client gave to a command before it first sent it; the same name is the same command.</summary>
/// <param name="Value">1 to 128 printable characters.</param>
public readonly record struct CommandId(string Value) : IComparable<CommandId>
{
    /// <inheritdoc/>
    public int CompareTo(CommandId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Name of an escrow. Compared ordinally, case matters.</summary>
/// <param name="Value">1 to 64 characters out of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
public readonly record struct EscrowId(string Value) : IComparable<EscrowId>
{
    /// <inheritdoc/>
    public int CompareTo(EscrowId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>
/// One liquidation episode of one account: the account's name, a dot and the episode's number from 1. That of an
/// isolated position has a colon and the instrument's name before the dot.
/// </summary>
/// <param name="Value"><c>{account}.{number}</c> or <c>{account}:{instrument}.{number}</c>.</param>
public readonly record struct LiquidationId(string Value) : IComparable<LiquidationId>
{
    /// <summary>Stands before the instrument; no name has one.</summary>
    public const char Separator = ':';

    /// <summary>
    /// The instrument whose isolated position is liquidated; null where it is the rest of the account.
    /// </summary>
    public InstrumentId? Isolated => Value.IndexOf(Separator) is var at and >= 0
        ? new InstrumentId(Value[(at + 1)..Value.LastIndexOf('.')])
        : null;

    /// <summary>The <paramref name="episode"/>th (from 1) liquidation of <paramref name="account"/>.</summary>
    public static LiquidationId Of(AccountId account, int episode) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{account.Value}.{episode}"));

    /// <summary>The same, where it is the liquidation of an isolated position.</summary>
    public static LiquidationId Of(AccountId account, InstrumentId isolated, int episode) => new(string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{account.Value}{Separator}{isolated.Value}.{episode}"));

    /// <inheritdoc/>
    public int CompareTo(LiquidationId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
