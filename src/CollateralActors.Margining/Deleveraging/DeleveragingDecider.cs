using System.Diagnostics;
using CollateralActors.Margining.Accounts;
using CollateralActors.Margining.Deciding;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.OrderBooks;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Deleveraging;

/// <summary>
/// The rules of deleveraging in one instrument: it knows how positions stand, asks those who are first to close against
/// a bankrupt account, and gives that account its side once all have answered. So too with what is missing in the end.
/// </summary>
public sealed partial class DeleveragingDecider : IDecider<DeleveragingState>
{
    /// <summary>For how many frames an account that took less than was asked for is not asked again.</summary>
    public const int SparedFor = 20;

    /// <inheritdoc/>
    public DeleveragingState Initial(EntityId id) => new(new InstrumentId(id.Key));

    /// <inheritdoc/>
    public Decision Decide(Entity<DeleveragingState> entity, Envelope envelope, DecisionContext context) =>
        (DeleveragingCommand)envelope.Command switch
        {
            DeleveragingCommand.ReportPosition c =>
                Decision.Accept(new DeleveragingEvent.PositionReported(c.Account, c.Standing)),
            DeleveragingCommand.Deleverage or DeleveragingCommand.Socialise when context.Market is null =>
                new Decision.NotYet("the market's first frame"),
            DeleveragingCommand.Deleverage c => entity.State.Runs.ContainsKey(c.Liquidation)
                ? Decision.Nothing
                : Begin(entity.State, c, context.Market!),
            DeleveragingCommand.Answer c => Answer(entity.State, c),
            DeleveragingCommand.Socialise c => entity.State.Sharings.ContainsKey(c.Liquidation)
                ? Decision.Nothing
                : Share(entity.State, c, context.Market!),
            DeleveragingCommand.GiveShare c => TakeShare(entity.State, c),
            _ => throw new UnreachableException($"unhandled command {envelope.Command.GetType().Name}"),
        };

    /// <inheritdoc/>
    public DeleveragingState Evolve(DeleveragingState state, Recorded recorded) =>
        (DeleveragingEvent)recorded.Event switch
        {
            DeleveragingEvent.PositionReported { Standing.Quantity.Sign: 0 } e =>
                state with { Positions = state.Positions.Remove(e.Account) },
            DeleveragingEvent.PositionReported e =>
                state with { Positions = state.Positions.SetItem(e.Account, e.Standing) },
            DeleveragingEvent.RunBegun e => state with
            {
                Runs = state.Runs.SetItem(
                    e.Liquidation, new DeleveragingRun(e.Step, e.Account, e.Quantity, e.Price, e.Offers, [])),
                Spared = state.Spared.RemoveRange(
                    state.Spared.Where(spared => !IsSpared(spared.Value, recorded.Frame)).Select(spared => spared.Key)),
                Trades = state.Trades + e.Offers.Count,
            },
            DeleveragingEvent.OfferAnswered e => Take(state, e, recorded.Frame),
            DeleveragingEvent.RunEnded e => state with { Runs = state.Runs.Remove(e.Liquidation) },
            DeleveragingEvent.SharingBegun or DeleveragingEvent.ShareGiven or DeleveragingEvent.SharingEnded =>
                Sharing(state, (DeleveragingEvent)recorded.Event),
            _ => throw new UnreachableException($"unhandled event {recorded.Event.GetType().Name}"),
        };

    /// <summary>Those who are asked are owed the question, the liquidated account its side.</summary>
    public IEnumerable<Owed> Owes(Entity<DeleveragingState> before, IEvent @event) => @event switch
    {
        DeleveragingEvent.RunBegun e => e.Offers.Select(offer => new Owed(
            Entities.Account(offer.Account),
            new AccountCommand.TakeDeleveraging(
                e.Liquidation,
                e.Step,
                e.Account,
                before.State.Instrument,
                offer.Trade,
                e.Quantity.Sign > 0 ? -offer.Quantity : offer.Quantity,
                e.Price,
                offer.Place,
                e.Candidates))),
        DeleveragingEvent.RunEnded e => [new Owed(
            Entities.Account(e.Account),
            new AccountCommand.SettleStep(e.Liquidation, e.Step, before.State.Instrument, e.Trades, e.Unfilled))],
        DeleveragingEvent.SharingBegun e => e.Shares.Select(share => new Owed(
            Entities.Account(share.Account),
            new AccountCommand.ShareLoss(
                e.Liquidation, e.Account, before.State.Instrument, e.Asset, share.Amount))),
        DeleveragingEvent.SharingEnded e => [new Owed(
            Entities.Account(e.Account),
            new AccountCommand.ReceiveSharedLoss(
                e.Liquidation, before.State.Instrument, e.Asset, e.Loss, e.Given))],
        _ => [],
    };

    /// <summary>Who stands where is asked for at any time.</summary>
    public bool MayRest(DeleveragingState state) => state.Runs.IsEmpty && state.Sharings.IsEmpty;

    /// <inheritdoc/>
    public ICommand? CommandOf(DeleveragingState before, IReadOnlyList<Recorded> decision) => decision[0].Event switch
    {
        DeleveragingEvent.PositionReported e => new DeleveragingCommand.ReportPosition(e.Account, e.Standing),
        DeleveragingEvent.RunBegun e => new DeleveragingCommand.Deleverage(
            e.Liquidation, e.Step, e.Account, e.Quantity, e.Price, e.Severity),
        DeleveragingEvent.OfferAnswered e => new DeleveragingCommand.Answer(
            e.Liquidation,
            e.Step,
            e.Account,
            before.Instrument,
            before.Runs[e.Liquidation].Price,
            e.Trade,
            e.FundingIndex),
        DeleveragingEvent.SharingBegun e =>
            new DeleveragingCommand.Socialise(e.Liquidation, e.Account, e.Asset, e.Loss),
        DeleveragingEvent.ShareGiven e => new DeleveragingCommand.GiveShare(
            e.Liquidation, e.Account, before.Sharings[e.Liquidation].Asset, e.Amount),
        _ => null,
    };

    private static Decision Begin(DeleveragingState state, DeleveragingCommand.Deleverage c, MarketView market)
    {
        if (market.Risk.Find(state.Instrument) is not { } instrument || market.Mark(instrument) is not { } mark)
            return new Decision.NotYet($"a price of {state.Instrument}");
        var ranked = DeleveragingRank.Of(state, instrument, isLong: c.Quantity.Sign > 0, mark);
        var offers = market.HasExpired(instrument) || market.Risk.Liquidation?.Deleveraging is not { } rules
            ? []
            : OffersOf(state, ranked, c, rules, instrument, market.Frame);
        var begun = new DeleveragingEvent.RunBegun(
            c.Liquidation, c.Step, c.Account, c.Quantity, c.Price, c.Severity, mark, ranked.Count, offers);
        return offers.Count > 0
            ? Decision.Accept(begun)
            : Decision.Accept(
                begun, new DeleveragingEvent.RunEnded(c.Liquidation, c.Step, c.Account, [], c.Quantity));
    }

    private static ValueList<DeleveragingOffer> OffersOf(
        DeleveragingState state,
        IReadOnlyList<RankedPosition> ranked,
        DeleveragingCommand.Deleverage c,
        DeleveragingRules rules,
        InstrumentParameters instrument,
        FrameNumber now)
    {
        var asked = state.Asked();
        Quantity Available(RankedPosition position) =>
            position.Account == c.Account
            || (state.Spared.TryGetValue(position.Account, out var since) && IsSpared(since, now))
                ? Quantity.Zero
                : position.Standing.Quantity.Abs() - asked.GetValueOrDefault(position.Account);
        return DeleveragingShares.Of(ranked, Available, c.Quantity.Abs(), rules.Order, instrument.Lot)
            .Select((share, i) => new DeleveragingOffer(
                share.Position.Account,
                share.Quantity,
                share.Position.Place,
                share.Position.Score,
                new TradeId(FormattableString.Invariant($"{instrument.Id}.deleveraged.{state.Trades + i + 1}"))))
            .ToValueList();
    }

    private static Decision Answer(DeleveragingState state, DeleveragingCommand.Answer c)
    {
        if (!state.Runs.TryGetValue(c.Liquidation, out var run) || run.Step != c.Step
            || run.Open.All(offer => offer.Account != c.Account))
            return Decision.Nothing;
        var answered = new DeleveragingEvent.OfferAnswered(
            c.Liquidation, c.Step, c.Account, c.Trade, c.FundingIndex);
        if (run.Open.Count > 1)
            return Decision.Accept(answered);
        var last = After(run, answered);
        return Decision.Accept(
            answered, new DeleveragingEvent.RunEnded(c.Liquidation, c.Step, run.Account, last.Taken, last.Left));
    }

    private static DeleveragingState Take(
        DeleveragingState state, DeleveragingEvent.OfferAnswered e, FrameNumber frame)
    {
        var run = state.Runs[e.Liquidation];
        var offer = run.Open.Single(each => each.Account == e.Account);
        return state with
        {
            Runs = state.Runs.SetItem(e.Liquidation, After(run, e)),
            Spared = e.Trade.Abs() < offer.Quantity ? state.Spared.SetItem(e.Account, frame) : state.Spared,
        };
    }

    private static DeleveragingRun After(DeleveragingRun run, DeleveragingEvent.OfferAnswered e)
    {
        var offer = run.Open.Single(each => each.Account == e.Account);
        var open = run.Open.Where(each => each.Account != e.Account).ToValueList();
        if (e.Trade == Quantity.Zero)
            return run with { Open = open };
        var trade = new BookTrade(offer.Trade, e.Account, e.Trade, run.Price) { FundingIndex = e.FundingIndex };
        return run with { Open = open, Taken = run.Taken.Append(trade).ToValueList() };
    }

    private static bool IsSpared(FrameNumber since, FrameNumber now) => now.Value - since.Value < SparedFor;
}
