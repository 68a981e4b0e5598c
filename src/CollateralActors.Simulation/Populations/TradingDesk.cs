using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Margin;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;
using CollateralActors.Simulation.Scenarios;

namespace CollateralActors.Simulation.Populations;

/// <summary>
/// Writes traders' commands on the round's sheet, and what they should come to in the traders' books.
/// </summary>
internal sealed class TradingDesk(Scenario scenario, MarketPath path)
{
    private const decimal LargestSlip = 3m;
    private const decimal BasisPoint = 0.0001m;

    private readonly AccountId[] makers = [.. scenario.MarketMakers.Ids];
    private readonly SeededRandom random = SeededRandom.For(scenario.Seed, "desk");

    private InputSheet sheet = new(0);

    /// <summary>The round that is being written.</summary>
    public int Round { get; private set; }

    /// <summary>What traders see of the market: the frame before this round's.</summary>
    public MarketView Market => path.ViewAt(Round - 1);

    public RiskBook Risk => scenario.Risk;

    /// <summary>Whether the instrument is still traded.</summary>
    public bool IsOpen(InstrumentParameters instrument) => !Market.HasExpired(instrument);

    public void Begin(int round, InputSheet of) => (Round, sheet) = (round, of);

    /// <summary>A price near the mark, on its tick.</summary>
    public Price PriceNow(InstrumentParameters instrument) => Sizing.PriceAt(
        Market.Mark(instrument)!.Value,
        1m + (random.NextDecimal(-LargestSlip, LargestSlip, 2) * BasisPoint),
        instrument);

    public void Deposit(Trader trader, AssetId asset, Amount amount)
    {
        var envelope = sheet.Add(trader.Id, new AccountCommand.Deposit(asset, amount));
        trader.FirstCommand ??= envelope;
        trader.Post(asset, amount);
    }

    public void Withdraw(Trader trader, AssetId asset, Amount amount)
    {
        sheet.Add(trader.Id, new AccountCommand.Withdraw(asset, amount));
        if (CanSpare(trader, asset, amount))
            trader.Post(asset, -amount);
    }

    /// <summary>From here on the trader has its positions in an instrument isolated.</summary>
    public void Isolate(Trader trader, InstrumentId instrument)
    {
        sheet.Add(trader.Id, new AccountCommand.SetMarginType(instrument, MarginType.Isolated));
        trader.Margins.Add(instrument, Amount.Zero);
    }

    /// <summary>Adds margin to an isolated position, or takes some from it where the amount is negative.</summary>
    public void MoveMargin(Trader trader, InstrumentParameters instrument, Amount amount)
    {
        sheet.Add(trader.Id, amount > Amount.Zero
            ? new AccountCommand.AddMargin(instrument.Id, amount)
            : new AccountCommand.RemoveMargin(instrument.Id, -amount));
        var position = trader.ToMarginBook(Risk).Positions.Single(each => each.Instrument.Id == instrument.Id);
        var figures = MarginCalculator.EvaluateIsolated(position, Market, Risk);
        var margin = trader.Margins[instrument.Id] + amount;
        if (amount > Amount.Zero || (margin >= figures.Maintenance && figures.Equity + amount >= figures.Initial))
            trader.MoveMargin(instrument, amount);
    }

    /// <summary>Puts the account in the mode of its kind, before it has anything at stake.</summary>
    public void SwitchMode(Trader trader) => sheet.Add(trader.Id, new AccountCommand.SwitchMode(trader.Kind.Mode));

    /// <summary>Moves money to the trader's reserve.</summary>
    public void SetAside(Trader trader, AssetId asset, Amount amount)
    {
        sheet.Add(trader.Id, new AccountCommand.Transfer(trader.ReserveId, asset, amount));
        if (!CanSpare(trader, asset, amount))
            return;
        trader.Post(asset, -amount);
        trader.Reserve[asset] = trader.Reserve.GetValueOrDefault(asset) + amount;
    }

    /// <summary>Brings all that the reserve has of an asset back.</summary>
    public void BringBack(Trader trader, AssetId asset)
    {
        trader.Reserve.Remove(asset, out var amount);
        sheet.Add(trader.ReserveId, new AccountCommand.Transfer(trader.Id, asset, amount));
        trader.Post(asset, amount);
    }

    public void Reserve(Trader trader, TraderOrder resting)
    {
        var order = trader.NextOrder();
        sheet.Add(
            trader.Id,
            new AccountCommand.ReserveOrder(order, resting.Instrument, resting.Quantity, resting.Price)
            {
                IsPostOnly = resting.IsPostOnly,
                IsReduceOnly = resting.IsReduceOnly,
            });
        trader.Orders[order] = resting;
    }

    /// <summary>The trader's option shall not be exercised, whatever it is worth.</summary>
    public void Abandon(Trader trader, InstrumentId option)
    {
        sheet.Add(trader.Id, new AccountCommand.AbandonExercise(option));
        trader.Abandoned.Add(option);
    }

    public void Release(Trader trader, OrderId order)
    {
        sheet.Add(trader.Id, new AccountCommand.ReleaseOrder(order));
        trader.Orders.Remove(order);
    }

    /// <summary>A trade at the present price with a market maker, or with <paramref name="peer"/>.</summary>
    public void Trade(Trader trader, InstrumentParameters instrument, Quantity quantity, Trader? peer = null)
    {
        var price = PriceNow(instrument);
        Report(trader, instrument, quantity, price, TradeSide.TakerOnly, TradeSide.MakerOnly, peer?.Id);
        peer?.Book(instrument, -quantity, price, instrument.MakerFee, Risk[instrument.Settle].Scale, Round);
    }

    /// <summary>A resting order's fill, by a market maker who took it.</summary>
    public void Fill(Trader trader, OrderId order)
    {
        trader.Orders.Remove(order, out var resting);
        var instrument = Risk[resting.Instrument];
        Report(
            trader, instrument, resting.Quantity, resting.Price,
            new TradeSide(false, order.Value), TradeSide.TakerOnly, peer: null);
    }

    /// <summary>
    /// Whether the account, by its own books, was healthy all the time since it traded last: if not, the venue may have
    /// closed its positions, and the trader lets be.
    /// </summary>
    public bool IsGood(Trader trader)
    {
        var book = trader.ToMarginBook(Risk);
        return IsHealthy(Round - 1) && trader.Positions.All(position =>
        {
            var (lowest, highest) = path.ExtremesOf(Risk[position.Key], position.Value.Round - 1, Round - 1);
            return IsHealthy(lowest) && IsHealthy(highest);
        });

        bool IsHealthy(int tick) =>
            MarginCalculator.Evaluate(book, path.ViewAt(tick)).Status == MarginStatus.Healthy
            && book.Positions.Where(position => position.IsIsolated).All(position =>
                MarginCalculator.EvaluateIsolated(position, path.ViewAt(tick), Risk).Status == MarginStatus.Healthy);
    }

    private bool CanSpare(Trader trader, AssetId asset, Amount amount)
    {
        var figures = PurposeMargin.Evaluate(trader.ToMarginBook(Risk), Market, CollateralPurpose.Withdrawal);
        return figures.FreeCollateral > amount * Market.IndexPrice(asset)!.Value;
    }

    private void Report(
        Trader trader,
        InstrumentParameters instrument,
        Quantity quantity,
        Price price,
        TradeSide mine,
        TradeSide theirs,
        AccountId? peer)
    {
        var number = sheet.CountOf(Margining.Deciding.Entities.Account(trader.Id)) + 1;
        var trade = new TradeId(FormattableString.Invariant($"t{Round}-{trader.Id}-{number}"));
        var counterparty = peer ?? random.Choose(makers);
        sheet.Add(trader.Id, new AccountCommand.ApplyTrade(
            trade, instrument.Id, counterparty, quantity, price, mine, theirs, TradeRole.Initiating));
        var fee = mine.Taker ? instrument.TakerFee : instrument.MakerFee;
        trader.Book(instrument, quantity, price, fee, Risk[instrument.Settle].Scale, Round);
    }
}
