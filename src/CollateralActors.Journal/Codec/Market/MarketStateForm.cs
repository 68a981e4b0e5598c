using System.Collections.Immutable;
using CollateralActors.Journal.Codec.Parts;
using CollateralActors.Margining.Interest;
using CollateralActors.Margining.Market;
using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Market;

/// <summary>The market as snapshots and state hashes see it.</summary>
internal static class MarketStateForm
{
    public static readonly FormTable Table = new FormTable()
        .Add("market.state.v1", FlatJson.Default.MarketStateV1, (MarketState state) => ToStored(state), ToDomain);

    private static MarketStateV1 ToStored(MarketState state) => new(
        OracleParametersV1.Of(state.Oracles.Values),
        [.. state.States.Select(s => new SymbolUpdateV1(s.Key.Value, OracleStateV1.Of(s.Value)))],
        state.Risk.Value,
        state.Frame.Value,
        state.Settled.Value,
        FundingTermsV1.Of(state.FundingTerms),
        state.Funding.IsEmpty ? null : [.. state.Funding.Select(f => FundingStateV1.Of(f.Key, f.Value))],
        InterestTermsV1.Of(state.InterestTerms),
        InterestStateV1.Of([.. state.Interest.Select(i => new InterestUpdate(i.Key, i.Value))]),
        HeldAmountsV1.OfAny(state.Totals),
        HeldAmountsV1.OfAny(state.Published),
        SettlementTermsV1.Of(state.SettlementTerms),
        state.Settlements.IsEmpty ? null : [.. state.Settlements.Select(s => SettlementStateV1.Of(s.Key, s.Value))],
        FlagV1.Of(state.IsHalted),
        FlagV1.Of(state.IsHaltTold),
        state.Scheduled.Count == 0 ? null : [.. state.Scheduled.Select(RiskBookInForceV1.Of)],
        PathTermsV1.Of(state.Path),
        state.Escrows.IsEmpty ? null : [.. state.Escrows.Select(watch => EscrowWatchV1.Of(watch.Key, watch.Value))],
        PoolFiguresV1.Of([.. state.Pools.Values]),
        PoolFiguresV1.Of([.. state.PoolsTold.Values]),
        FlagV1.Of(state.AreLiquidationsPaused),
        FlagV1.Of(state.IsPauseTold),
        state.Books.IsEmpty ? null : [.. state.Books.Values.Select(BookFiguresV1.Of)]);

    private static MarketState ToDomain(MarketStateV1 s) => new(
        OracleParametersV1.Read(s.Oracles).ToImmutableSortedDictionary(oracle => oracle.Symbol, oracle => oracle),
        s.States.ToImmutableSortedDictionary(update => new Symbol(update.Symbol), update => update.Oracle.ToDomain()),
        new RiskBookVersion(s.Risk),
        new FrameNumber(s.Frame),
        new FrameNumber(s.Settled))
    {
        FundingTerms = FundingTermsV1.Read(s.FundingTerms),
        InterestTerms = InterestTermsV1.Read(s.InterestTerms),
        Interest = InterestStateV1.Read(s.Interest).ToImmutableSortedDictionary(i => i.Asset, i => i.State),
        SettlementTerms = SettlementTermsV1.Read(s.SettlementTerms),
        Settlements = (s.Settlements ?? []).ToImmutableSortedDictionary(
            part => new InstrumentId(part.Instrument), part => part.ToDomain()),
        Funding = (s.Funding ?? []).ToImmutableSortedDictionary(f => new InstrumentId(f.Instrument), f => f.ToDomain()),
        Totals = HeldAmountsV1.ReadTally(s.Totals),
        Published = HeldAmountsV1.ReadTally(s.Published),
        IsHalted = s.Halted ?? false,
        IsHaltTold = s.HaltTold ?? false,
        AreLiquidationsPaused = s.Paused ?? false,
        IsPauseTold = s.PauseTold ?? false,
        Path = s.Path?.ToDomain(),
        Scheduled = (s.Scheduled ?? []).Select(version => version.ToDomain()).ToValueList(),
        Escrows = (s.Escrows ?? []).ToImmutableSortedDictionary(watch => watch.ToId(), watch => watch.ToDomain()),
        Pools = PoolFiguresV1.Read(s.Pools).ToImmutableSortedDictionary(pool => pool.Asset, pool => pool),
        PoolsTold = PoolFiguresV1.Read(s.PoolsTold).ToImmutableSortedDictionary(pool => pool.Asset, pool => pool),
        Books = (s.Books ?? []).Select(book => book.ToDomain()).ToImmutableSortedDictionary(
            book => book.Instrument, book => book),
    };
}

internal sealed record MarketStateV1(
    [property: JsonName("oracles")] OracleParametersV1[] Oracles,
    [property: JsonName("states")] SymbolUpdateV1[] States,
    [property: JsonName("risk")] int Risk,
    [property: JsonName("frame")] long Frame,
    [property: JsonName("settled")] long Settled,
    [property: JsonName("fundingTerms")] FundingTermsV1[]? FundingTerms = null,
    [property: JsonName("funding")] FundingStateV1[]? Funding = null,
    [property: JsonName("interestTerms")] InterestTermsV1[]? InterestTerms = null,
    [property: JsonName("interest")] InterestStateV1[]? Interest = null,
    [property: JsonName("totals")] HeldAmountsV1? Totals = null,
    [property: JsonName("published")] HeldAmountsV1? Published = null,
    [property: JsonName("settlementTerms")] SettlementTermsV1[]? SettlementTerms = null,
    [property: JsonName("settlements")] SettlementStateV1[]? Settlements = null,
    [property: JsonName("halted")] bool? Halted = null,
    [property: JsonName("haltTold")] bool? HaltTold = null,
    [property: JsonName("scheduled")] RiskBookInForceV1[]? Scheduled = null,
    [property: JsonName("path")] PathTermsV1? Path = null,
    [property: JsonName("escrows")] EscrowWatchV1[]? Escrows = null,
    [property: JsonName("pools")] PoolFiguresV1[]? Pools = null,
    [property: JsonName("poolsTold")] PoolFiguresV1[]? PoolsTold = null,
    [property: JsonName("paused")] bool? Paused = null,
    [property: JsonName("pauseTold")] bool? PauseTold = null,
    [property: JsonName("books")] BookFiguresV1[]? Books = null);
