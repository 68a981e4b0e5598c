using System.Collections.Frozen;
using CollateralActors.Margining.Units;

namespace CollateralActors.Margining.Risk;

/// <summary>All parameters of one version: what the venue accepts, how it counts, and when it acts.</summary>
public sealed class RiskBook : IEquatable<RiskBook>
{
    private readonly FrozenDictionary<AssetId, AssetParameters> assetsById;
    private readonly FrozenDictionary<InstrumentId, InstrumentParameters> instrumentsById;

    /// <summary>Makes a book. Callers validate what they pass.</summary>
    /// <param name="version">Number of this version.</param>
    /// <param name="valuation">The currency that equity and requirements are reported in; its price is 1.</param>
    /// <param name="marginCallRatio">Margin call below this equity ÷ maintenance; at least 1.</param>
    /// <param name="liquidationTarget">A liquidation ends at equity ≥ target × maintenance; at least 1.</param>
    /// <param name="assets">Every asset that can be held, owed or settled in, the valuation currency among them.</param>
    /// <param name="instruments">Every tradable contract.</param>
    public RiskBook(
        RiskBookVersion version,
        AssetId valuation,
        Rate marginCallRatio,
        Rate liquidationTarget,
        IEnumerable<AssetParameters> assets,
        IEnumerable<InstrumentParameters> instruments)
    {
        Version = version;
        Valuation = valuation;
        MarginCallRatio = marginCallRatio;
        LiquidationTarget = liquidationTarget;
        Assets = [.. assets.OrderBy(asset => asset.Id)];
        Instruments = [.. instruments.OrderBy(instrument => instrument.Id)];
        assetsById = Assets.ToFrozenDictionary(asset => asset.Id);
        instrumentsById = Instruments.ToFrozenDictionary(instrument => instrument.Id);
    }

    /// <summary>Number of this version.</summary>
    public RiskBookVersion Version { get; }

    /// <summary>The currency that equity and requirements are reported in; its price is 1.</summary>
    public AssetId Valuation { get; }

    /// <summary>Margin call below this equity ÷ maintenance.</summary>
    public Rate MarginCallRatio { get; }

    /// <summary>A liquidation ends at equity ≥ target × maintenance.</summary>
    public Rate LiquidationTarget { get; }

    /// <summary>The rules of portfolio mode.</summary>
    public PortfolioRules Portfolio { get; init; } = PortfolioRules.None;

    /// <summary>Every asset, in order of its name.</summary>
    public IReadOnlyList<AssetParameters> Assets { get; }

    /// <summary>Every instrument, in order of its name.</summary>
    public IReadOnlyList<InstrumentParameters> Instruments { get; }

    /// <summary>The asset's parameters, or null where the book does not know it.</summary>
    public AssetParameters? Find(AssetId asset) => assetsById.GetValueOrDefault(asset);

    /// <summary>The instrument's parameters, or null where the book does not know it.</summary>
    public InstrumentParameters? Find(InstrumentId instrument) => instrumentsById.GetValueOrDefault(instrument);

    /// <summary>The asset's parameters; to ask for one that the book does not know is a bug and throws.</summary>
    public AssetParameters this[AssetId asset] => assetsById[asset];

    /// <summary>The instrument's parameters; to ask for one that the book does not know is a bug and throws.</summary>
    public InstrumentParameters this[InstrumentId instrument] => instrumentsById[instrument];

    /// <summary>The same parameters under another version number.</summary>
    public RiskBook WithVersion(RiskBookVersion version) =>
        new(version, Valuation, MarginCallRatio, LiquidationTarget, Assets, Instruments) { Portfolio = Portfolio };

    /// <inheritdoc/>
    public bool Equals(RiskBook? other) =>
        other is not null && Version == other.Version && Valuation == other.Valuation
        && MarginCallRatio == other.MarginCallRatio && LiquidationTarget == other.LiquidationTarget
        && Assets.SequenceEqual(other.Assets) && Instruments.SequenceEqual(other.Instruments)
        && Portfolio.Equals(other.Portfolio);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RiskBook);

    /// <inheritdoc/>
    public override int GetHashCode() => Version.Value;

    /// <summary>Every parameter, in one form: what tells two books apart.</summary>
    public override string ToString() =>
        $"risk book {Version} in {Valuation}, call {MarginCallRatio}, target {LiquidationTarget}: "
        + string.Join("; ", Assets.Select(asset => asset.ToString()).Concat(Instruments.Select(i => i.ToString()))
            .Concat(Portfolio.Equals(PortfolioRules.None) ? [] : [$"portfolio {Portfolio}"]));
}
