namespace Minkang.Platform.Security;

/// <summary>What a sealed or hashed value is (用途). Bound into the value; never reused for something else.</summary>
public static class Purposes
{
    /// <summary>公民身份号码</summary>
    public const string IdNumber = "id-number";
    /// <summary>身份证号末四位，供查找</summary>
    public const string IdTail = "id-tail";
    /// <summary>名单上写的、不能用的证件号码原文</summary>
    public const string IdStated = "id-stated";
    /// <summary>联系电话</summary>
    public const string Phone = "phone";
    /// <summary>疾病诊断原文</summary>
    public const string Diagnosis = "diagnosis";
    /// <summary>部门名单的一行</summary>
    public const string ListEntry = "list-entry";
    /// <summary>名单行的业务键</summary>
    public const string ListKey = "list-key";
    /// <summary>原始文件</summary>
    public const string File = "file";
    /// <summary>审计条目的细节</summary>
    public const string Audit = "audit";
    /// <summary>变更申请的理由与内容</summary>
    public const string Proposal = "proposal";
    /// <summary>网页会话与表单的签名密钥</summary>
    public const string WebKey = "web-key";
}
