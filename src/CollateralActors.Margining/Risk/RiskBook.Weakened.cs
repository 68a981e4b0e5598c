using System.Collections.Immutable;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <content>What is left of assets whose price is lost.</content>
public sealed partial class RiskBook
{
    /// <summary>The last one made of this book. Who makes one twice at a time makes the same twice.</summary>
    private Weakening? weakened;

    /// <summary>The frame that last changed what lost assets count; 0 before any.</summary>
    public FrameNumber WeakenedAt { get; private init; }

    /// <summary>
    /// The book in which what is held of some assets counts only a share of what it did, for every purpose.
    /// </summary>
    /// <param name="remaining">The share of each; assets that are not here, or not in the book, count as they
    /// did.</param>
    /// <param name="at">The frame that last changed the shares: the same shares come with the same frame.</param>
    /// <returns>One and the same book for the same shares.</returns>
    internal RiskBook Weakened(ImmutableSortedDictionary<AssetId, Rate> remaining, FrameNumber at)
    {
        if (weakened is { } last && ReferenceEquals(last.Remaining, remaining) && last.Book.WeakenedAt == at)
            return last.Book;
        var assets = Assets.Select(asset =>
            asset.Id != Valuation && remaining.TryGetValue(asset.Id, out var share) ? asset.Times(share) : asset);
        var book = With(Version, assets, Phase, at);
        book.asAdopted = asAdopted ?? this;
        weakened = new Weakening(remaining, book);
        return book;
    }

    private sealed record Weakening(ImmutableSortedDictionary<AssetId, Rate> Remaining, RiskBook Book);
}
