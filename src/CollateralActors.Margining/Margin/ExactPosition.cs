using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Margin;

/// <summary>A position with its figures as exact fractions, in units of its settle asset.</summary>
internal sealed class ExactPosition
{
    private readonly Fraction owedFunding;

    public ExactPosition(BookPosition source, MarketView market)
    {
        Source = source;
        Mark = ExactMarket.Mark(Instrument, source.Quantity.Sign, market);
        SettlePrice = ExactMarket.IndexPrice(Instrument.Settle, market);
        Exposure = (Fraction)source.Quantity.Contracts * Instrument.ContractSize;
        EntryValue = source.EntryPrice is { } entry ? SignedValue(Exposure, entry.Value) : source.EntryValue.Value;
        owedFunding = PositionMargin.OwedFunding(source, market).Value;
        Value = SignedValue(Exposure, Mark).Abs();
        Pnl = ProfitOf(SignedValue(Exposure, Mark));
        if (Instrument.IsOption)
        {
            BasisValue = Value;
            if (HasRules)
                (Initial, Maintenance) = ExactOption.Requirement(Instrument, source.Quantity.Contracts, Mark, market);
            return;
        }

        BasisValue = Instrument.Margin.Basis == MarginBasis.Mark ? Value : EntryValue.Abs();
        Maintenance = PositionTerm.Maintenance(Instrument.Margin, Size, BasisValue / Size);
        Initial = OpenInterestMargin.Raised(
            Instrument,
            ExactRequirement.Initial(Instrument.Margin, BasisValue, Size, source.Leverage, Maintenance),
            BasisValue,
            market);
    }

    public BookPosition Source { get; }

    public InstrumentParameters Instrument => Source.Instrument;

    /// <summary>
    /// Whether the instrument has margin rules of its own; an option may be held in portfolio mode without.
    /// </summary>
    public bool HasRules => Instrument.Option is not { Rates: null };

    public bool IsLong => Source.Quantity.Sign > 0;

    public Fraction Mark { get; }

    public Fraction SettlePrice { get; }

    /// <summary>Contracts × contract size, with the side's sign.</summary>
    public Fraction Exposure { get; }

    public Fraction Size => Exposure.Abs();

    public Fraction EntryValue { get; }

    public Fraction Value { get; }

    public Fraction Pnl { get; }

    /// <summary>Value at the price that the requirements are valued on.</summary>
    public Fraction BasisValue { get; }

    /// <summary>By the instrument's rules, settle units; 0 where it has none.</summary>
    public Fraction Maintenance { get; }

    /// <summary>By the instrument's rules, settle units; 0 where it has none.</summary>
    public Fraction Initial { get; }

    /// <summary>Profit and loss while the mark is <paramref name="ratio"/> × x.</summary>
    public Curve PnlAlong(Fraction ratio) => Instrument.IsInverse
        ? EntryValue - owedFunding - (Curve.OneOverX * (Exposure / ratio))
        : (Curve.X * (Exposure * ratio)) - EntryValue - owedFunding;

    /// <summary>The requirement while the mark is <paramref name="ratio"/> × x.</summary>
    public PositionTerm TermAlong(Fraction ratio, Curve settlePrice)
    {
        var perSize = Instrument.Margin.Basis == MarginBasis.Entry ? BasisValue / Size
            : Instrument.IsInverse ? Curve.OneOverX * (Fraction.One / ratio)
            : Curve.X * ratio;
        return new PositionTerm(Instrument.Margin, Size, perSize, settlePrice);
    }

    /// <summary>
    /// Value of positions that share a margin: valuation units; of an isolated one, which shares it with none, settle
    /// units.
    /// </summary>
    public static Fraction ValueOf(IReadOnlyList<ExactPosition> together) =>
        together is [{ Source.IsIsolated: true } isolated]
            ? isolated.Value
            : together.Aggregate(Fraction.Zero, (sum, each) => sum + (each.Value * each.SettlePrice));

    private Fraction SignedValue(Fraction exposure, Fraction price) =>
        Instrument.IsInverse ? exposure / price : exposure * price;

    private Fraction ProfitOf(Fraction signedValue) =>
        (Instrument.IsInverse ? EntryValue - signedValue : signedValue - EntryValue) - owedFunding;
}
