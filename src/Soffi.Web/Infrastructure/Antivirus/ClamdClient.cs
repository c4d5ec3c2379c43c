using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Soffi.Web.Infrastructure.Antivirus;

/// <summary>
/// The two commands of ClamAV's daemon that Soffi uses, as <c>man clamd</c> tells them: the file is streamed
/// (<c>zINSTREAM</c>), never written where the daemon would have to read it. One connection a command.
/// </summary>
/// <param name="timeout">Longest silence at any step.</param>
public sealed class ClamdClient(string host, int port, TimeSpan timeout, TimeProvider clock)
{
    /// <summary>Bytes of a chunk; the daemon takes any size up to its <c>StreamMaxLength</c>.</summary>
    private const int ChunkBytes = 64 * 1024;

    /// <summary>The daemon answers one line; a server that answers more is not one.</summary>
    private const int LongestAnswer = 4096;

    /// <returns>The daemon's line, e.g. « stream: OK », « stream: Eicar-Signature FOUND », « INSTREAM size limit exceeded. ERROR ».</returns>
    /// <exception cref="SocketException">Not reached.</exception>
    /// <exception cref="IOException">Connection cut before the answer.</exception>
    /// <exception cref="TimeoutException">Nothing happened for too long.</exception>
    public Task<string> Scan(Stream content, CancellationToken cancellation) => Ask(
        async (daemon, step) =>
        {
            await daemon.WriteAsync("zINSTREAM\0"u8.ToArray(), step());
            var chunk = new byte[sizeof(int) + ChunkBytes];
            int read;
            do
            {
                read = await content.ReadAsync(chunk.AsMemory(sizeof(int)), cancellation);
                BinaryPrimitives.WriteInt32BigEndian(chunk, read);
                await daemon.WriteAsync(chunk.AsMemory(0, sizeof(int) + read), step());
            }
            while (read > 0); // A chunk of zero bytes ends the stream.
        },
        cancellation);

    /// <inheritdoc cref="Scan"/>
    /// <returns>« PONG ».</returns>
    public Task<string> Ping(CancellationToken cancellation) =>
        Ask(async (daemon, step) => await daemon.WriteAsync("zPING\0"u8.ToArray(), step()), cancellation);

    private async Task<string> Ask(Func<NetworkStream, Func<CancellationToken>, Task> send, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, either.Token);
            var daemon = client.GetStream();
            await Send(() => send(daemon, Step), daemon);
            return await Answer(daemon, Step);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"clamd ({host}:{port}) left a step undone for {timeout}.");
        }

        CancellationToken Step()
        {
            limit.CancelAfter(timeout);
            return either.Token;
        }
    }

    /// <summary>
    /// A daemon that has enough (too large a file) answers and closes while we are still sending: its answer counts more than
    /// our broken sending.
    /// </summary>
    private static async Task Send(Func<Task> send, NetworkStream daemon)
    {
        try
        {
            await send();
        }
        catch (IOException) when (daemon.DataAvailable)
        {
            // The answer is there: read it.
        }
    }

    private static async Task<string> Answer(NetworkStream daemon, Func<CancellationToken> step)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        while (length < answer.Length)
        {
            var read = await daemon.ReadAsync(answer.AsMemory(length), step());
            if (read == 0)
            {
                break;
            }

            var end = Array.IndexOf(answer, (byte)0, length, read);
            length += read;
            if (end >= 0)
            {
                return Encoding.UTF8.GetString(answer, 0, end).Trim();
            }
        }

        throw new IOException($"clamd cut the connection after {length} bytes of answer.");
    }
}
