using System.Collections.Immutable;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Totals;

/// <summary>Amounts by asset and long contracts by instrument: of one account as it reported them, or of all.</summary>
public sealed record Tally
{
    /// <summary>Nothing is held.</summary>
    public static readonly Tally Empty = new();

    /// <summary>Units of each asset; none that is 0.</summary>
    public ImmutableSortedDictionary<AssetId, Amount> Assets { get; init; } =
        ImmutableSortedDictionary<AssetId, Amount>.Empty;

    /// <summary>Long contracts of each instrument; none that is 0.</summary>
    public ImmutableSortedDictionary<InstrumentId, Quantity> Longs { get; init; } =
        ImmutableSortedDictionary<InstrumentId, Quantity>.Empty;

    /// <summary>Whether nothing is held.</summary>
    public bool IsEmpty => Assets.IsEmpty && Longs.IsEmpty;

    /// <summary>Units of <paramref name="asset"/>.</summary>
    public Amount Of(AssetId asset) => Assets.GetValueOrDefault(asset);

    /// <summary>Long contracts of <paramref name="instrument"/>.</summary>
    public Quantity Of(InstrumentId instrument) => Longs.GetValueOrDefault(instrument);

    /// <summary>The same with what <paramref name="held"/> names as it says.</summary>
    public Tally With(HeldAmounts held)
    {
        var (assets, longs) = (Assets, Longs);
        foreach (var (amount, asset) in held.Assets)
            assets = amount == Amount.Zero ? assets.Remove(asset) : assets.SetItem(asset, amount);
        foreach (var (instrument, quantity) in held.Longs)
            longs = quantity == Quantity.Zero ? longs.Remove(instrument) : longs.SetItem(instrument, quantity);
        return new Tally { Assets = assets, Longs = longs };
    }

    /// <summary>The same with <paramref name="change"/> added.</summary>
    public Tally Plus(HeldAmounts change) => With(new HeldAmounts(
        [.. change.Assets.Select(c => new Money(Normal(Of(c.Asset) + c.Amount), c.Asset))],
        [.. change.Longs.Select(c => c with { Quantity = Normal(Of(c.Instrument) + c.Quantity) })]));

    /// <summary>What has to be added so that what <paramref name="held"/> names is as it says.</summary>
    public HeldAmounts ChangeTo(HeldAmounts held) => new(
        [.. held.Assets.Select(h => new Money(Normal(h.Amount - Of(h.Asset)), h.Asset))],
        [.. held.Longs.Select(h => h with { Quantity = Normal(h.Quantity - Of(h.Instrument)) })]);

    /// <summary>Whatever is not as it was <paramref name="before"/>, as it is now.</summary>
    public HeldAmounts Since(Tally before) => ReferenceEquals(this, before) ? HeldAmounts.None : new(
        [.. Assets.Keys.Union(before.Assets.Keys).Where(asset => Of(asset) != before.Of(asset)).Order()
            .Select(asset => new Money(Of(asset), asset))],
        [.. Longs.Keys.Union(before.Longs.Keys).Where(id => Of(id) != before.Of(id)).Order()
            .Select(id => new LongContracts(id, Of(id)))]);

    // Sums are stored: equal ones must have one form.
    private static Amount Normal(Amount amount) => new(Decimals.Normal(amount.Value));

    private static Quantity Normal(Quantity quantity) => new(Decimals.Normal(quantity.Contracts));
}
