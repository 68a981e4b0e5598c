using System.Globalization;
using System.Text;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>How a contract's value follows its price.</summary>
public enum InstrumentKind
{
    /// <summary>Perpetual; value = contracts × contract size × price, in the settle asset.</summary>
    LinearPerpetual,

    /// <summary>Perpetual; value = contracts × face ÷ price, in the base asset.</summary>
    InversePerpetual,

    /// <summary>Dated future with the value and the margin of a linear perpetual.</summary>
    LinearFuture,

    /// <summary>Dated future with the value and the margin of an inverse perpetual.</summary>
    InverseFuture,

    /// <summary>European option; value = contracts × contract size × price, in the settle asset.</summary>
    Option,

    /// <summary>No contract: the base asset itself is exchanged for the quote asset.</summary>
    Spot,
}

/// <summary>One tradable contract, or a pair of assets that are exchanged, and its rules.</summary>
/// <param name="Id">The instrument.</param>
/// <param name="Kind">Linear, inverse, option or spot.</param>
/// <param name="Base">The asset whose price it follows.</param>
/// <param name="Quote">The asset that its price is quoted in (linear: the settle asset).</param>
/// <param name="Settle">The asset that profit, loss and margin are in.</param>
/// <param name="ContractSize">Linear: base units a contract; inverse: face in quote units a contract. More than
/// 0.</param>
/// <param name="Lot">Smallest step of a number of contracts; 0 where there is none.</param>
/// <param name="Tick">Smallest step of a price; 0 where there is none.</param>
/// <param name="Margin">Margin rules; <see cref="MarginSchedule.None"/> for an option, which has its own, and for
/// spot, which has none.</param>
/// <param name="LiquidationFee">Share of the value that a liquidation closes; 0 to 1.</param>
/// <param name="MakerFee">Share of a fill's value charged to the side that waited in the book; 0 to 1.</param>
/// <param name="TakerFee">Share of a fill's value charged to the side that took; 0 to 1.</param>
public sealed record InstrumentParameters(
    InstrumentId Id,
    InstrumentKind Kind,
    AssetId Base,
    AssetId Quote,
    AssetId Settle,
    decimal ContractSize,
    Quantity Lot,
    Price Tick,
    MarginSchedule Margin,
    Rate LiquidationFee,
    Rate MakerFee,
    Rate TakerFee)
{
    /// <summary>Whether the value is in coins and falls when the price rises.</summary>
    public bool IsInverse => Kind is InstrumentKind.InversePerpetual or InstrumentKind.InverseFuture;

    /// <summary>Whether the contract is an option.</summary>
    public bool IsOption => Kind == InstrumentKind.Option;

    /// <summary>Whether assets are exchanged in it: then nobody has a position in it.</summary>
    public bool IsSpot => Kind == InstrumentKind.Spot;

    /// <summary>What makes the contract an option; null where it is none.</summary>
    public OptionTerms? Option { get; init; }

    /// <summary>The option's terms; to ask another contract for them is a bug and throws.</summary>
    internal OptionTerms Terms => Option ?? throw new InvalidOperationException($"{Id} is not an option");

    /// <summary>Whether the contract has no expiry.</summary>
    public bool IsPerpetual => Kind is InstrumentKind.LinearPerpetual or InstrumentKind.InversePerpetual;

    /// <summary>
    /// When it expires and what it is settled by; null for a perpetual, and in a portfolio file, where nothing expires.
    /// </summary>
    public ExpiryTerms? Expiry { get; init; }

    /// <summary>How the two sides of a perpetual pay each other; null where they do not.</summary>
    public FundingParameters? Funding { get; init; }

    /// <summary>
    /// Largest size that an account's orders may let its position grow to, on either side; null without a limit.
    /// </summary>
    public decimal? PositionLimit { get; init; }

    /// <summary>
    /// A liquidation leaves no position smaller than this: it closes the rest as well. Null for no such limit.
    /// </summary>
    public Quantity? MinimumPosition { get; init; }

    /// <summary>How fast liquidations of one account may close a position in it; null for at once.</summary>
    public SpeedLimit? LiquidationSpeed { get; init; }

    /// <summary>What follows from how much of it all accounts hold; null where nothing does.</summary>
    public OpenInterestRules? OpenInterest { get; init; }

    /// <summary>Size: contracts × contract size, without sign; the measure of <see cref="TierMeasure.Size"/>.</summary>
    public decimal SizeOf(Quantity quantity) => Math.Abs(quantity.Contracts) * ContractSize;

    /// <summary>
    /// Value with the sign of the side: linear <c>q c p</c>, inverse <c>q c ÷ p</c>. Settle units, unrounded.
    /// </summary>
    public Amount SignedValue(Quantity quantity, Price price) =>
        new(IsInverse
            ? quantity.Contracts * ContractSize / price.Value
            : quantity.Contracts * ContractSize * price.Value);

    /// <summary>
    /// Unrealised profit and loss of a position: what it gained since entry. Settle units, unrounded.
    /// </summary>
    /// <param name="quantity">Signed contracts.</param>
    /// <param name="entryValue">Signed value at entry: linear <c>q c e</c>, inverse <c>q c ÷ e</c>.</param>
    /// <param name="mark">Present mark price.</param>
    public Amount UnrealisedPnl(Quantity quantity, Amount entryValue, Price mark) =>
        IsInverse ? entryValue - SignedValue(quantity, mark) : SignedValue(quantity, mark) - entryValue;

    // Fingerprints of stored commands rest on this text: what a contract does not have is not in it.
    private bool PrintMembers(StringBuilder text)
    {
        var culture = CultureInfo.InvariantCulture;
        text.Append(culture, $"Id = {Id}, Kind = {Kind}, Base = {Base}, Quote = {Quote}, Settle = {Settle}, ");
        text.Append(culture, $"ContractSize = {ContractSize}, Lot = {Lot}, Tick = {Tick}, Margin = {Margin}, ");
        text.Append(culture, $"LiquidationFee = {LiquidationFee}, MakerFee = {MakerFee}, TakerFee = {TakerFee}, ");
        text.Append(culture, $"IsInverse = {IsInverse}");
        if (Option is not null)
            text.Append(culture, $", Option = {Option}");
        if (Funding is not null)
            text.Append(culture, $", Funding = {Funding}");
        if (Expiry is not null)
            text.Append(culture, $", Expiry = {Expiry}");
        if (PositionLimit is { } limit)
            text.Append(culture, $", PositionLimit = {Decimals.Plain(limit)}");
        if (OpenInterest is not null)
            text.Append(culture, $", OpenInterest = {OpenInterest}");
        if (MinimumPosition is { } minimum)
            text.Append(culture, $", MinimumPosition = {minimum}");
        if (LiquidationSpeed is { } speed)
            text.Append(culture, $", LiquidationSpeed = {speed}");
        return true;
    }
}
