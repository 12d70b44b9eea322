using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;

namespace Minkang.Cli.Upkeep;

/// <summary><c>minkang keys rotate</c>: new keys, and everything sealed and hashed anew with them.</summary>
internal static class KeysCommand
{
    public static Command Make()
    {
        var national = new Option<bool>("--sm") { Description = "改用国密算法（SM4 加密、HMAC-SM3 散列）；不写则用 AES-256-GCM 与 HMAC-SHA-256" };
        var rotate = new Command("rotate", "换新密钥，并用新密钥重新加密所有证件号码、电话等（停机时执行）") { CommandHost.Data, national };
        rotate.SetAction(async (parsed, ct) =>
        {
            var stores = StoreOptions.FromEnvironment(parsed.GetValue(CommandHost.Data));
            await using var services = CommandHost.Services(stores);
            var rotation = await services.GetRequiredService<RotateKeys>().Handle(parsed.GetValue(national), (county, done) => Console.WriteLine($"县库 {county}：{done} 个值已重新加密"), ct);
            if (rotation.Resumed) Console.WriteLine("上次换密钥中途停了，这次用那次的新密钥把它做完，没有另换。");
            Console.WriteLine($"已启用密钥 {rotation.Cipher} 与 {rotation.Hash}。旧密钥留在密钥文件里，用于读取旧的审计细节和备份，请一并保管：{stores.EffectiveKeyFile}");
            return 0;
        });
        return new Command("keys", "密钥") { rotate };
    }
}
