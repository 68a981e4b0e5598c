using System.Diagnostics;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>What a liquidation's events make of an account.</content>
internal static partial class AccountEvolution
{
    private static AccountState OfLiquidation(AccountState state, AccountEvent @event) => @event switch
    {
        AccountEvent.LiquidationRequested e =>
            In(state, e.Liquidation, new Episode.Working(e.Liquidation, 0, false, false)) with
            {
                Episodes = state.Episodes + 1,
            },
        AccountEvent.OrdersCancelled e => state with { Orders = state.Orders.RemoveRange(e.Orders) },
        AccountEvent.StepPlanned e =>
            In(
                e.Window is { } since ? state.InWindow(e.Instrument, since) : state,
                e.Liquidation,
                Working(state, e.Liquidation) with
                {
                    StepsPlanned = e.Step,
                    AtVenue = true,
                    IsDeleveraging = e.Deleverages,
                    NobodyTook = false,
                    SharesLosses = e.SharesLosses,
                }),
        AccountEvent.CoverAsked e => In(state, e.Liquidation, Working(state, e.Liquidation) with
        {
            CoverAskedFor = e.Step,
            Covers = With(Working(state, e.Liquidation).Covers, e.Asset, Amount.Zero),
        }),
        AccountEvent.CoverReceived e => In(state, e.Liquidation, Working(state, e.Liquidation) with
        {
            Covers = With(Working(state, e.Liquidation).Covers, e.Asset, e.Promised),
        }),
        AccountEvent.StepDeferred => state,
        AccountEvent.CollateralConverted e => In(
            e.Exchange.Applied(state), e.Liquidation, Working(state, e.Liquidation) with { HasClosed = true }),
        AccountEvent.StepSettled e => Settle(state, e, Working(state, e.Liquidation)),
        AccountEvent.ShortfallClaimed e =>
            In(state, e.Liquidation, new Episode.AwaitingFunds(e.Liquidation, e.Claims, e.Basis, false)
            {
                Results = state.StandingOf(MarginScope.Of(e.Liquidation)).Episode is Episode.Working working
                    ? working.Results
                    : [],
            }),
        AccountEvent.FundPaymentReceived e => Receive(state, e),
        AccountEvent.LossPassedOn e =>
            In(state, e.Liquidation, new Episode.AwaitingShares(e.Liquidation, e.Losses, false)),
        AccountEvent.SharedLossReceived e => Receive(state, e),
        AccountEvent.LiquidationEnded e => state.WithStanding(MarginScope.Of(e.Liquidation), standing => standing with
        {
            Episode = new Episode.None(),
            IsUncovered = e.Outcome == LiquidationOutcome.Uncovered,
        }),
        _ => throw new UnreachableException($"unhandled event {@event.GetType().Name}"),
    };

    private static AccountState Settle(AccountState state, AccountEvent.StepSettled e, Episode.Working working) => In(
        Book(state, e.Instrument, Total(e.Trades), e.Posting).WithClosed(e.Instrument, Total(e.Trades)),
        e.Liquidation,
        working with
        {
            AtVenue = false,
            HasClosed = working.HasClosed || e.Trades.Count > 0,
            Fruitless = e.Trades.Count > 0 ? 0 : working.Fruitless + 1,
            IsDeleveraging = false,
            NobodyTook = working.IsDeleveraging && e.Trades.Count == 0,
            Results = working.SharesLosses ? With(working.Results, e) : working.Results,
        });

    private static ValueList<ClosedResult> With(ValueList<ClosedResult> results, AccountEvent.StepSettled e)
    {
        var before = results.Where(result => result.Instrument == e.Instrument).Sum(result => result.Pnl.Value);
        var now = before + e.Posting.RealisedPnl.Value + e.Posting.Funding.Paid.Value;
        return
        [
            .. results.Where(result => result.Instrument != e.Instrument)
                .Append(new ClosedResult(e.Instrument, new Amount(Decimals.Normal(now))))
                .OrderBy(result => result.Instrument),
        ];
    }

    private static ValueList<Money> With(ValueList<Money> covers, AssetId asset, Amount more) =>
    [
        .. covers.Where(cover => cover.Asset != asset)
            .Append(new Money(
                new Amount(Decimals.Normal(covers.Where(c => c.Asset == asset).Sum(c => c.Amount.Value) + more.Value)),
                asset))
            .OrderBy(cover => cover.Asset),
    ];

    private static AccountState Receive(AccountState state, AccountEvent.FundPaymentReceived e)
    {
        var scope = MarginScope.Of(e.Liquidation);
        var awaiting = (Episode.AwaitingFunds)state.StandingOf(scope).Episode;
        var paid = e.TakenOver.Aggregate(
            Post(state, scope, e.Asset, e.Paid), (s, taken) => Post(s, scope, taken.Asset, -taken.Amount));
        return In(paid, e.Liquidation, awaiting with
        {
            Claims = awaiting.Claims.Where(claim => claim.Asset != e.Asset).ToValueList(),
            IsShort = awaiting.IsShort || e.Paid < e.Claimed,
        });
    }

    private static AccountState Receive(AccountState state, AccountEvent.SharedLossReceived e)
    {
        var scope = MarginScope.Of(e.Liquidation);
        var awaiting = (Episode.AwaitingShares)state.StandingOf(scope).Episode;
        return In(Post(state, scope, e.Asset, e.Given - e.Surplus), e.Liquidation, awaiting with
        {
            Losses = awaiting.Losses.Where(loss => loss.Instrument != e.Instrument).ToValueList(),
            IsShort = awaiting.IsShort || e.Given < e.Loss,
        });
    }

    private static AccountState Post(AccountState state, MarginScope scope, AssetId asset, Amount change) =>
        scope.Isolated is { } instrument ? state.PostMargin(instrument, change) : state.Post(asset, change);

    private static AccountState In(AccountState state, LiquidationId liquidation, Episode episode) =>
        state.WithStanding(MarginScope.Of(liquidation), standing => standing with { Episode = episode });

    private static Episode.Working Working(AccountState state, LiquidationId liquidation) =>
        (Episode.Working)state.StandingOf(MarginScope.Of(liquidation)).Episode;
}
