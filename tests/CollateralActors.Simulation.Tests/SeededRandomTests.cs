using FsCheck.Xunit;

namespace CollateralActors.Simulation.Tests;

/// <summary>
/// Recorded runs depend on every one of these numbers: a change that alters one is a change of the journal's meaning.
/// </summary>
public sealed class SeededRandomTests
{
    [Fact]
    public void The_generator_gives_the_published_outputs_of_xoshiro256_starstar()
    {
        var random = new SeededRandom(1, 2, 3, 4);

        ulong[] published =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600,
            16172922978634559625, 8476171486693032832, 10595114339597558777, 2904607092377533576,
        ];
        Assert.Equal(published, published.Select(_ => random.NextBits()));
    }

    [Fact]
    public void The_seeding_gives_the_published_outputs_of_SplitMix64()
    {
        var state = 1234567UL;

        ulong[] published =
        [
            6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
        ];
        Assert.Equal(published, published.Select(_ => SeededRandom.SplitMix64(ref state)));
    }

    [Fact]
    public void A_stream_of_a_seed_never_changes()
    {
        Assert.Equal("fb29c77af3965ce5 09f3e3196ade0db1 897e2e9c9eda6db2", Bits(SeededRandom.For(42)));
        Assert.Equal(
            "2274fa2190e2e356 1ddaa875ba1bc1fc 418f77dc59556748", Bits(SeededRandom.For(42, "quotes", "kraken")));
        Assert.Equal("0bef39dfa2f31e9f c7864108d2a4e959 5e1ba41aa8505ed6", Bits(SeededRandom.For(-1, "größe")));
    }

    [Fact]
    public void What_is_drawn_from_a_stream_never_changes()
    {
        var random = SeededRandom.For(42, "draws");

        Assert.Equal("2 3 -4 -3 -1 -3 5 -3 -1 -5", Join(10, () => random.NextInt(-5, 5)));
        Assert.Equal("33479219082 356505516741 44148160665", Join(3, () => random.NextLong(0, 999_999_999_999)));
        Assert.Equal("1.09 0.95 -1.17 0.89 -0.19 -0.08", Join(6, () => random.NextDecimal(-1.50m, 1.50m, 2)));
        Assert.Equal("True False False False True False False True", Join(8, () => random.NextChance(0.25m)));
        Assert.Equal("b a a c a b b a", Join(8, () => random.Choose(["a", "b", "c"])));
        Assert.Equal("6 0 9 7 5 1 4 3 8 2", string.Join(' ', random.Shuffle(Enumerable.Range(0, 10))));
    }

    [Fact]
    public void A_draw_that_would_be_biased_is_thrown_away()
    {
        var random = SeededRandom.For(42, "wide");

        // Of this range about every second draw is: four numbers take more than four draws.
        Assert.Equal(
            "4256777377317376486 4677560320361188872 "
            + "115096222398909110 682720714536787514",
            Join(4, () => random.NextLong(-1, long.MaxValue)));
    }

    [Fact]
    public void Streams_differ_by_seed_and_by_every_name()
    {
        string[] streams =
        [
            Bits(SeededRandom.For(1)),
            Bits(SeededRandom.For(2)),
            Bits(SeededRandom.For(1, "")),
            Bits(SeededRandom.For(1, "a")),
            Bits(SeededRandom.For(1, "ab", "c")),
            Bits(SeededRandom.For(1, "a", "bc")),
            Bits(SeededRandom.For(1, "abc")),
        ];

        Assert.Equal(streams.Length, streams.Distinct().Count());
    }

    [Property]
    public void A_number_lies_between_its_ends(long seed, long a, long b)
    {
        var (lowest, highest) = (Math.Min(a, b), Math.Max(a, b));

        Assert.InRange(SeededRandom.For(seed).NextLong(lowest, highest), lowest, highest);
    }

    [Property]
    public void A_decimal_lies_between_its_ends_and_on_its_scale(long seed, int a, int b, byte scale)
    {
        var step = new decimal(1, 0, 0, false, (byte)(scale % 8));
        var (lowest, highest) = (Math.Min(a, b) * step, Math.Max(a, b) * step);

        var drawn = SeededRandom.For(seed).NextDecimal(lowest, highest, scale % 8);

        Assert.InRange(drawn, lowest, highest);
        Assert.Equal(0m, drawn % step);
    }

    [Fact]
    public void Both_ends_and_all_between_are_drawn_about_as_often()
    {
        var random = SeededRandom.For(7);

        var counts = Enumerable.Range(0, 70_000)
            .Select(_ => random.NextInt(3, 9)).CountBy(drawn => drawn).ToDictionary();

        Assert.Equal([3, 4, 5, 6, 7, 8, 9], counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void The_widest_range_and_ranges_of_one_number_can_be_drawn_from()
    {
        var random = SeededRandom.For(7);

        Assert.NotEqual(
            random.NextLong(long.MinValue, long.MaxValue), random.NextLong(long.MinValue, long.MaxValue));
        Assert.Equal(5, random.NextLong(5, 5));
        Assert.Equal(long.MinValue, random.NextLong(long.MinValue, long.MinValue));
        Assert.Equal(1.5m, random.NextDecimal(1.5m, 1.5m, 1));
    }

    [Fact]
    public void A_chance_of_zero_never_comes_and_of_one_always_does()
    {
        var random = SeededRandom.For(7);

        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.False(random.NextChance(0m)));
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.True(random.NextChance(1m)));
    }

    [Property]
    public void A_shuffle_keeps_every_item(long seed, int[] items) =>
        Assert.Equal(items.Order(), SeededRandom.For(seed).Shuffle(items).Order());

    [Fact]
    public void All_orders_are_shuffled_about_as_often()
    {
        var random = SeededRandom.For(7);

        var counts = Enumerable.Range(0, 60_000)
            .Select(_ => string.Concat(random.Shuffle(["a", "b", "c"]))).CountBy(order => order).ToDictionary();

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void A_range_that_is_none_is_refused()
    {
        var random = SeededRandom.For(7);

        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextDecimal(2m, 1m, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextDecimal(1m, 2m, 19));
        Assert.Throws<ArgumentException>(() => random.NextDecimal(0.001m, 2m, 2));
    }

    private static string Bits(SeededRandom random) => Join(3, () => random.NextBits().ToString("x16"));

    private static string Join<T>(int count, Func<T> draw) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => FormattableString.Invariant($"{draw()}")));
}
