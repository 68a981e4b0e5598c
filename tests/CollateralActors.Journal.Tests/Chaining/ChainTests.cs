using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CollateralActors.Journal.Chaining;
using CollateralActors.Journal.Tests.Sqlite;

namespace CollateralActors.Journal.Tests.Chaining;

public sealed class ChainTests
{
    private const string Alice = "account-alice";

    private static readonly Linked First = Linker.Link(Alice, 1, ChainHash.Origin, Recorder.Event(1));
    private static readonly Linked Second = Linker.Link(Alice, 2, First.Head, Recorder.Event(2));

    [Fact]
    public void A_link_is_the_hash_that_the_format_defines()
    {
        var content = Encoding.UTF8.GetString(Second.Event.Payload)
            .Replace($",\"hash\":\"{Second.Head}\"", string.Empty, StringComparison.Ordinal);
        byte[] hashed =
        [
            .. Convert.FromHexString(First.Head.ToString()),
            .. Length(Alice), .. Encoding.UTF8.GetBytes(Alice),
            0, 0, 0, 0, 0, 0, 0, 2,
            .. Length(Second.Event.Manifest), .. Encoding.UTF8.GetBytes(Second.Event.Manifest),
            .. Encoding.UTF8.GetBytes(content),
        ];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(hashed)), Second.Head.ToString());
    }

    [Fact]
    public void An_untouched_chain_is_read_without_findings()
    {
        var first = Linker.Read(Alice, 1, ChainHash.Origin, First.Event.Manifest, First.Event.Payload);
        var second = Linker.Read(Alice, 2, first.Head, Second.Event.Manifest, Second.Event.Payload);

        Assert.Null(first.Finding);
        Assert.Null(second.Finding);
        Assert.Equal(Recorder.Event(2), second.Recorded);
        Assert.Equal(Second.Head, second.Head);
    }

    [Fact]
    public void A_change_of_any_byte_is_found() => Assert.All(
        Enumerable.Range(0, Second.Event.Payload.Length),
        position =>
        {
            byte[] changed = [.. Second.Event.Payload];
            changed[position] ^= 1;

            Assert.NotNull(Linker.Read(Alice, 2, First.Head, Second.Event.Manifest, changed).Finding);
        });

    [Theory]
    [InlineData("account-mallory", 2, "entity.duty-done.v1")]
    [InlineData(Alice, 3, "entity.duty-done.v1")]
    [InlineData(Alice, 2, "entity.duty-noted.v1")]
    public void An_event_under_another_name_number_or_manifest_is_found(string persistenceId, long sequence, string manifest)
    {
        var read = Linker.Read(persistenceId, sequence, First.Head, manifest, Second.Event.Payload);

        Assert.Equal(FindingKind.BrokenChain, read.Finding?.Kind);
    }

    [Fact]
    public void An_event_after_another_one_is_found_and_still_read()
    {
        var read = Linker.Read(Alice, 2, ChainHash.Origin, Second.Event.Manifest, Second.Event.Payload);

        Assert.Equal(FindingKind.BrokenChain, read.Finding?.Kind);
        Assert.Contains("account-alice event 2", read.Finding!.ToString(), StringComparison.Ordinal);
        Assert.Equal(Recorder.Event(2), read.Recorded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"event\":{}}")]
    [InlineData("{\"hash\":\"zz5ba5d3dd7efb97a8e8f8f7a4a9d2a75fb3d4ddc0d5ab0e1c6c9e8d7f6a5b4c\"}")]
    public void A_payload_without_a_hash_is_found(string payload)
    {
        var read = Linker.Read(Alice, 1, ChainHash.Origin, "entity.duty-noted.v1", Encoding.UTF8.GetBytes(payload));

        Assert.Equal(FindingKind.BrokenChain, read.Finding?.Kind);
        Assert.Null(read.Recorded);
    }

    [Fact]
    public void An_unknown_manifest_in_an_unbroken_chain_is_undecodable()
    {
        var content = "{\"a\":1}"u8;
        var hash = Chain.Link(ChainHash.Origin, Alice, 1, "account.unheard-of.v1", content[..^1]);

        var read = Linker.Read(Alice, 1, ChainHash.Origin, "account.unheard-of.v1", Chain.Seal(content, hash));

        Assert.Equal(FindingKind.Undecodable, read.Finding?.Kind);
        Assert.Contains("'account.unheard-of.v1'", read.Finding!.Detail, StringComparison.Ordinal);
        Assert.Equal(hash, read.Head);
    }

    private static byte[] Length(string text)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, text.Length);
        return bytes;
    }
}
