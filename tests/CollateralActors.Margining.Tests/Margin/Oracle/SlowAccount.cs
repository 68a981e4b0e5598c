using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Tests.Margin.Oracle;

/// <summary>The rules of margin once more, written out as they are stated, slowly and exactly.</summary>
internal sealed class SlowAccount(MarginBook book, MarketView market)
{
    private readonly Dictionary<BookPosition, Ratio> closed = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<AssetId, Ratio> fees = [];
    private readonly Dictionary<InstrumentId, Ratio> marks = [];
    private readonly Dictionary<AssetId, Ratio> prices = [];

    public IEnumerable<BookPosition> Cross => book.Positions.Where(position => !position.IsIsolated);

    public SlowAccount WithMark(InstrumentId instrument, Ratio mark)
    {
        var moved = new SlowAccount(book, market);
        moved.marks[instrument] = mark;
        return moved;
    }

    /// <summary>
    /// The base's index price and every mark on it times a factor; other marks stand still, derived ones too.
    /// </summary>
    public SlowAccount WithBase(AssetId @base, Ratio factor)
    {
        var moved = new SlowAccount(book, market);
        foreach (var (instrument, side) in book.Positions.Select(p => (p.Instrument, p.Quantity.Sign)))
            moved.marks[instrument.Id] = Mark(instrument, side) * (instrument.Base == @base ? factor : 1m);
        if (@base != market.Risk.Valuation && market.IndexPrice(@base) is not null)
            moved.prices[@base] = Price(@base) * factor;
        return moved;
    }

    /// <summary>After closing a quantity at the mark and charging the fee.</summary>
    public void Close(BookPosition position, Ratio quantity)
    {
        var value = Value(position) * quantity / position.Quantity.Abs().Contracts;
        closed[position] = closed.GetValueOrDefault(position, Ratio.Zero) + quantity;
        var settle = position.Instrument.Settle;
        fees[settle] = fees.GetValueOrDefault(settle, Ratio.Zero) + (value * position.Instrument.LiquidationFee.Value);
    }

    public void Undo(BookPosition position, Ratio quantity) => Close(position, Ratio.Zero - quantity);

    public Ratio Price(AssetId asset) =>
        prices.TryGetValue(asset, out var moved) ? moved
        : asset == market.Risk.Valuation ? 1m
        : market.IndexPrices[asset].Value;

    public Ratio Mark(InstrumentParameters instrument, int side = 1) =>
        marks.TryGetValue(instrument.Id, out var moved) ? moved
        : market.Marks.TryGetValue(instrument.Id, out var mark) ? mark.Value
        : instrument.IsOption ? Ratio.Max(Ratio.Zero, InTheMoney(instrument)) + market.ValueOf(instrument)!.TimeValue(side)
        : Price(instrument.Base) / Price(instrument.IsInverse ? instrument.Quote : instrument.Settle);

    public static Ratio ValueAt(InstrumentParameters instrument, Ratio quantity, Ratio price) =>
        instrument.IsInverse ? quantity.Abs() * instrument.ContractSize / price : quantity.Abs() * instrument.ContractSize * price;

    public Ratio Value(BookPosition position) =>
        ValueAt(position.Instrument, position.Quantity.Contracts, Mark(position.Instrument, position.Quantity.Sign));

    public Ratio Pnl(BookPosition position)
    {
        var (c, q, m, e) = (
            position.Instrument.ContractSize, position.Quantity.Contracts, Mark(position.Instrument, position.Quantity.Sign), (Ratio)position.EntryPrice!.Value.Value);
        return position.Instrument.IsInverse ? (Ratio)q * c * ((1m / e) - (1m / m)) : (Ratio)q * c * (m - e);
    }

    public Ratio Maintenance(BookPosition position)
    {
        var open = (Ratio)position.Quantity.Abs().Contracts - closed.GetValueOrDefault(position, Ratio.Zero);
        if (position.Instrument.IsOption)
            return OptionMargin(position.Instrument, open * (decimal)position.Quantity.Sign, isInitial: false);
        var price = position.Instrument.Margin.Basis == MarginBasis.Mark ? Mark(position.Instrument) : position.EntryPrice!.Value.Value;
        return Maintenance(position.Instrument, open, price);
    }

    public Ratio Initial(BookPosition position)
    {
        if (position.Instrument.IsOption)
            return OptionMargin(position.Instrument, position.Quantity.Contracts, isInitial: true);
        var price = position.Instrument.Margin.Basis == MarginBasis.Mark ? Mark(position.Instrument) : position.EntryPrice!.Value.Value;
        return Initial(position.Instrument, position.Quantity.Contracts, price, position.Leverage);
    }

    public Ratio TotalMaintenance() => Sum(Cross.Select(p => Maintenance(p) * Price(p.Instrument.Settle)));

    public Ratio TotalInitial()
    {
        var total = Sum(Cross.Select(p => Initial(p) * Price(p.Instrument.Settle)));
        foreach (var orders in book.Orders.GroupBy(order => order.Instrument.Id))
        {
            var instrument = orders.First().Instrument;
            var position = Cross.SingleOrDefault(p => p.Instrument.Id == instrument.Id);
            Ratio q = position?.Quantity.Contracts ?? 0m;
            Ratio At(Ratio x) => instrument.IsOption
                ? OptionMargin(instrument, x, isInitial: true)
                : Initial(instrument, x, Mark(instrument), position?.Leverage ?? orders.First().Leverage);
            Ratio Worst(bool buys)
            {
                var side = orders.Where(o => o.Quantity.Sign > 0 == buys).ToList();
                var after = q + Sum(side.Select(o => (Ratio)o.Quantity.Contracts));
                return At(after) - At(q) + Sum(side.Select(o => Ratio.Max(Ratio.Zero, Loss(o, Mark(instrument, o.Quantity.Sign)))));
            }

            total += Ratio.Max(Ratio.Zero, Ratio.Max(Worst(true), Worst(false))) * Price(instrument.Settle);
        }

        return total;
    }

    public Ratio Net(AssetId asset) =>
        Sum(book.Balances.Where(h => h.Asset.Id == asset).Select(h => (Ratio)h.Balance.Value))
        + Sum(Cross.Where(p => p.Instrument.Settle == asset).Select(Pnl))
        - fees.GetValueOrDefault(asset, Ratio.Zero);

    public Ratio TotalValue() => Sum(Assets().Select(asset => Net(asset.Id) * Price(asset.Id)));

    public Ratio Equity() => Sum(Assets().Select(asset => Adjusted(asset, Net(asset.Id)) * Price(asset.Id)));

    public Ratio CollateralValue() =>
        Sum(book.Balances.Where(h => h.Balance > Amount.Zero).Select(h => Adjusted(h.Asset, h.Balance.Value) * Price(h.Asset.Id)));

    public Ratio Slack(Ratio target) => Equity() - (TotalMaintenance() * target);

    public Ratio IsolatedEquity(BookPosition position) => position.IsolatedMargin!.Value.Value + Pnl(position);

    public Ratio IsolatedSlack(BookPosition position, Ratio target) =>
        IsolatedEquity(position) - fees.GetValueOrDefault(position.Instrument.Settle, Ratio.Zero) - (Maintenance(position) * target);

    public MarginStatus Status() => Status(TotalValue(), Equity(), TotalMaintenance());

    public MarginStatus IsolatedStatus(BookPosition position) =>
        Status(IsolatedEquity(position), IsolatedEquity(position), Maintenance(position));

    public static Ratio Sum(IEnumerable<Ratio> terms) => terms.Aggregate(Ratio.Zero, (a, b) => a + b);

    private Ratio OptionMargin(InstrumentParameters option, Ratio quantity, bool isInitial)
    {
        var (size, spot, rates) = (quantity.Abs() * option.ContractSize, Spot(option), option.Option!.Rates!);
        if (quantity >= Ratio.Zero)
            return size * Mark(option);
        return size * (isInitial
            ? Ratio.Max((spot * rates.Initial.Value) - Ratio.Max(Ratio.Zero, Ratio.Zero - InTheMoney(option)), spot * rates.InitialMinimum.Value)
            : spot * rates.Maintenance.Value);
    }

    private Ratio Spot(InstrumentParameters option) => Price(option.Base) / Price(option.Settle);

    /// <summary>What exercising would bring; negative where it would cost.</summary>
    private Ratio InTheMoney(InstrumentParameters option) =>
        (Spot(option) - option.Option!.Strike.Value) * (option.Option.Right == OptionRight.Call ? 1m : -1m);

    private MarginStatus Status(Ratio value, Ratio equity, Ratio maintenance) =>
        value < Ratio.Zero ? MarginStatus.Bankrupt
        : equity < maintenance ? MarginStatus.Liquidation
        : equity < maintenance * market.Risk.MarginCallRatio.Value ? MarginStatus.MarginCall
        : MarginStatus.Healthy;

    private IEnumerable<AssetParameters> Assets() =>
        book.Balances.Select(h => h.Asset).Concat(Cross.Select(p => market.Risk[p.Instrument.Settle])).DistinctBy(a => a.Id);

    private Ratio Adjusted(AssetParameters asset, Ratio net)
    {
        if (asset.Id == market.Risk.Valuation)
            return net;
        if (net < Ratio.Zero)
            return net * (1m + asset.LiabilitySurcharge.Value);
        var (sum, from) = (Ratio.Zero, Ratio.Zero);
        foreach (var slice in asset.Collateral.Slices)
        {
            sum += Ratio.Max(Ratio.Zero, Ratio.Min(net, slice.UpTo.Value) - from) * (1m - slice.Haircut.Value);
            from = slice.UpTo.Value;
        }

        return sum;
    }

    private static Ratio Maintenance(InstrumentParameters instrument, Ratio quantity, Ratio price)
    {
        var margin = instrument.Margin;
        var (value, size) = (ValueAt(instrument, quantity, price), quantity.Abs() * instrument.ContractSize);
        if (size == Ratio.Zero)
            return Ratio.Zero;
        var measure = margin.TierOf == TierMeasure.Value ? value : size;
        var (sum, from) = (Ratio.Zero, Ratio.Zero);
        foreach (var tier in margin.Tiers)
        {
            var slice = Ratio.Max(Ratio.Zero, Ratio.Min(measure, tier.UpTo) - from);
            sum += slice * (value / measure) * tier.Maintenance.Value;
            from = tier.UpTo;
        }

        return sum + ((Ratio)margin.SizeSlope.Value * size * value) + ((Ratio)margin.ClosingFee.Value * value);
    }

    private static Ratio Initial(InstrumentParameters instrument, Ratio quantity, Ratio price, decimal leverage)
    {
        var margin = instrument.Margin;
        var (value, size) = (ValueAt(instrument, quantity, price), quantity.Abs() * instrument.ContractSize);
        var measure = margin.TierOf == TierMeasure.Value ? value : size;
        Ratio rate = margin.Tiers.Last(tier => tier == margin.Tiers[0] || measure > margin.Tiers[margin.Tiers.ToList().IndexOf(tier) - 1].UpTo).Initial.Value;
        if (leverage > 0m)
            rate = Ratio.Max(rate, (Ratio)1m / leverage);
        return Ratio.Max(
            Maintenance(instrument, quantity, price), (value * rate) + ((Ratio)margin.SizeSlope.Value * size * value));
    }

    private static Ratio Loss(BookOrder order, Ratio mark)
    {
        var exposure = (Ratio)order.Quantity.Contracts * order.Instrument.ContractSize;
        return order.Instrument.IsInverse
            ? exposure * (((Ratio)1m / mark) - ((Ratio)1m / order.Price.Value))
            : exposure * ((Ratio)order.Price.Value - mark);
    }
}
