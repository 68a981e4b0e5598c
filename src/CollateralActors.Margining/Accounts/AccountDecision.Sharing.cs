using CollateralActors.Margining.Deleveraging;
using CollateralActors.Margining.Risk;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Accounts;

/// <content>Sharing a loss that nobody covers.</content>
internal sealed partial class AccountDecision
{
    // Whoever asks knew the profit as it was last told: what is given is decided here.
    private Draft ShareLoss(AccountCommand.ShareLoss c)
    {
        if (Risk.Find(c.Instrument) is not { } instrument || market.Mark(instrument) is not { } mark)
            return new Draft.NotYet($"a price of {c.Instrument}");
        var scope = state.ScopeOf(c.Instrument);
        var profit = ProfitOf(instrument, mark);
        var part = Risk.Liquidation?.Deleveraging?.SocialisedLoss ?? Rate.Zero;
        var most = Math.Min(
            c.Amount.Value, Decimals.Normal(Decimals.Down(profit * part.Value, Risk[c.Asset].Scale)));
        if (most <= 0m)
            return Draft.Does(Shared(c, 0m, profit, SparedBecause.SmallerProfit));
        if (state.StandingOf(scope).Episode is not Episode.None || IsBelowMaintenance(state, scope))
            return Draft.Does(Shared(c, 0m, profit, SparedBecause.InLiquidation));
        var given = LargestGood(most, Decimals.Unit(Risk[c.Asset].Scale), amount => CanGive(c, amount, scope));
        return Draft.Does(Shared(
            c,
            given,
            profit,
            given < most ? SparedBecause.BelowMaintenance
            : given < c.Amount.Value ? SparedBecause.SmallerProfit
            : SparedBecause.NotSpared));
    }

    private decimal ProfitOf(InstrumentParameters instrument, Price mark)
    {
        var position = state.Positions.GetValueOrDefault(instrument.Id);
        var standing = new PositionStanding(position.Quantity, position.EntryValue, default, default);
        var profit = DeleveragingRank.ProfitOf(standing, instrument, mark).ToAmount().Value;
        return Decimals.Normal(Math.Max(0m, Decimals.Down(profit, Risk[instrument.Settle].Scale)));
    }

    // A position of its own margin gives no more than that margin.
    private bool CanGive(AccountCommand.ShareLoss c, decimal amount, MarginScope scope)
    {
        var after = AccountEvolution.Evolve(state, Shared(c, amount, 0m, SparedBecause.NotSpared));
        return !IsBelowMaintenance(after, scope)
            && (scope.IsCross || after.IsolatedMarginOf(c.Instrument) >= Amount.Zero);
    }

    private AccountEvent.LossShared Shared(
        AccountCommand.ShareLoss c, decimal given, decimal profit, SparedBecause spared) => new(
        c.Liquidation,
        c.Counterparty,
        c.Instrument,
        c.Asset,
        c.Amount,
        new Amount(Decimals.Normal(given)),
        new Amount(profit),
        spared)
        {
            IsIsolated = given > 0m && !state.ScopeOf(c.Instrument).IsCross,
        };

    private Draft ReceiveSharedLoss(AccountCommand.ReceiveSharedLoss c)
    {
        if (EpisodeOf(c.Liquidation) is not Episode.AwaitingShares waiting || waiting.Id != c.Liquidation
            || waiting.Losses.All(loss => loss.Instrument != c.Instrument))
            return Draft.Does();
        var had = c.Liquidation.Isolated is { } isolated
            ? state.IsolatedMarginOf(isolated)
            : state.BalanceOf(c.Asset);
        var received = new AccountEvent.SharedLossReceived(
            c.Liquidation, c.Instrument, c.Asset, c.Loss, c.Given, LiquidationMove.SurplusOf(c.Given, had));
        if (waiting.Losses.Count > 1)
            return Draft.Does(received);
        var isShort = waiting.IsShort || c.Given < c.Loss || OwesMore(received);
        return Draft.Does(received, new AccountEvent.LiquidationEnded(
            c.Liquidation, isShort ? LiquidationOutcome.Uncovered : LiquidationOutcome.Socialised));
    }

    // A debt that no contract made was not passed on.
    private bool OwesMore(AccountEvent.SharedLossReceived received) =>
        AccountEvolution.Evolve(state, received).OwesIn(MarginScope.Of(received.Liquidation));
}
