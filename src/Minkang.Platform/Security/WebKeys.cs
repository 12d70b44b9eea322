using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Minkang.Platform.Security;

/// <summary>Seals the keys that sign cookies and forms before they are laid down in a file (网页密钥加密), with the key that lies outside the data.</summary>
internal sealed class SealWebKeys(Vault vault) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("sealed", vault.Seal(Purposes.WebKey, plaintextElement.ToString(SaveOptions.DisableFormatting))), typeof(OpenWebKeys));
}

/// <summary>Opens what <see cref="SealWebKeys"/> sealed; made by name from the file, so it asks the services itself.</summary>
internal sealed class OpenWebKeys(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<Vault>().Open(Purposes.WebKey, encryptedElement.Value)!);
}
