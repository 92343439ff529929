import { memoryVault } from '../../../src/main/credentials/vault.ts';
import { describeVault } from './describe-vault.ts';

describeVault('memory', async () => memoryVault());
