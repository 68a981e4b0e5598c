using CollateralActors.Margining.Units;

namespace CollateralActors.Journal.Codec.Parts;

/// <summary>An amount of an asset. Parts are frozen like the records that contain them.</summary>
internal sealed record MoneyV1(
    [property: JsonName("asset")] string Asset,
    [property: JsonName("amount")] decimal Amount)
{
    public static MoneyV1 Of(Money money) => new(money.Asset.Value, money.Amount.Value);

    public static MoneyV1[] Of(IEnumerable<Money> list) => [.. list.Select(Of)];

    public static ValueList<Money> Read(MoneyV1[] list) => [.. list.Select(part => part.ToDomain())];

    public Money ToDomain() => Money.Of(Amount, Asset);
}
